#!/usr/bin/env bash
# The smoke tests of the MFA API that come with the two SDKs, as they are: Bandwidth runs them against its own service.
# `run.sh` calls it, in namespaces of its own:
#
#   own_tests.sh DIRECTORY
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/scratch.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/sandbox.sh"
use_scratch "$1"
use_network production

# What else the tests read of their environment. Those of other APIs are not run, but their settings have to be there.
others=(VZW_NUMBER ATT_NUMBER T_MOBILE_NUMBER BASE_CALLBACK_URL MANTECA_ACTIVE_NUMBER MANTECA_IDLE_NUMBER MANTECA_BASE_URL
    MANTECA_APPLICATION_ID PYTHON_VERSION OPERATING_SYSTEM RUNNER_OS BW_PASSWORD_FORBIDDEN)
variables=("${others[@]/%/=unused}" BW_MESSAGING_APPLICATION_ID=messages BW_VOICE_APPLICATION_ID=calls)

# The tests know that other applications do not exist, that a lock ends after half a minute, and that a user whom nobody knows
# is denied.
start_sandbox --application messages=Messages --application calls=Calls --lock-time 30 --unknown-user 403
for setting in "${settings[@]}"; do
    [[ $setting == BW_USERNAME=* ]] && variables+=("BW_USERNAME_FORBIDDEN=${setting#*=}")
done

wrong=0
say "Python's own tests"
log=$scratch/own-python.log
tests=(-m unittest -v test.smoke.test_mfa_api)
if with_settings "${variables[@]}" PYTHONPATH="$scratch/own" timeout 300 "$scratch/venv/bin/python" "${tests[@]}" >"$log" 2>&1; then
    sed -n 's/^\(test[A-Za-z0-9]*\) .*/  ok     \1/p' "$log"
else
    wrong=1
    cat "$log"
fi

say "Node's own tests"
log=$scratch/own-node.log
cd "$scratch/own/node"
if with_settings "${variables[@]}" timeout 300 node_modules/.bin/jest --verbose --testPathPattern=tests/smoke/mfaapi >"$log" 2>&1; then
    sed -n 's/^ *✓ \(.*\) (.*/  ok     \1/p' "$log"
else
    wrong=1
    cat "$log"
fi
exit "$wrong"
