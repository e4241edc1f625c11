#!/usr/bin/env bash
# Bandwidth's own SDKs, as they are published, against the sandbox of this repository.
#
#   run.sh [DIRECTORY]     installs into DIRECTORY (default: a temporary one, which is removed)
#
# Prints a table, and exits with 1 unless everything in it is as expected. SANDBOX names another command in place of
# `cargo xtask sandbox`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/scratch.sh"
use_scratch "${1:-}"

python_sdk=bandwidth-sdk==23.3.1
node_sdk=bandwidth-sdk@8.1.4

say "$(date -u +%Y-%m-%d), $(python3 --version), Node $(node --version)"
say "installing $python_sdk from PyPI and $node_sdk from npm"
[[ -x $scratch/venv/bin/python ]] || python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check "$python_sdk"
npm_install "$node_sdk"
rm -rf "$scratch/results"
mkdir "$scratch/results"

# The tests that come with the SDKs, and what they need. Python has a package of its own named `test`, which wins over
# one without an `__init__.py`.
say 'preparing their own tests'
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check PyHamcrest==2.1.0
rm -rf "$scratch/own"
mkdir "$scratch/own"
cp -r "$("$scratch/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/test" "$scratch/own/test"
touch "$scratch/own/test/__init__.py"
cp -r "$scratch/node_modules/bandwidth-sdk" "$scratch/own/node"
npm install --prefix "$scratch/own/node" --no-audit --no-fund --ignore-scripts --loglevel error >"$scratch/npm.log" 2>&1 ||
    { cat "$scratch/npm.log" >&2; fail 'npm could not install'; }

say 'building the sandbox'
read -ra sandbox <<<"${SANDBOX:-cargo xtask sandbox}"
(cd "$here" && "${sandbox[@]}" --help >"$scratch/help.log" 2>&1) || { cat "$scratch/help.log" >&2; fail 'there is no sandbox'; }

# In a network of its own nothing of all this can reach a service that bills.
namespaces=(unshare --map-root-user --mount --net)
"${namespaces[@]}" true 2>/dev/null || namespaces=(unshare --mount --net)
"${namespaces[@]}" true ||
    fail 'namespaces of mounts and of the network are needed, and cannot be had here'
say 'the SDKs are told where the sandbox is'
"${namespaces[@]}" "$here/rounds.sh" "$scratch" configured
say 'the SDKs are told nothing: the production host names lead to the sandbox'
"${namespaces[@]}" "$here/rounds.sh" "$scratch" production

wrong=0
"${namespaces[@]}" "$here/own_tests.sh" "$scratch" || wrong=1
"$scratch/venv/bin/python" "$here/table.py" "$scratch/results" || wrong=1
exit "$wrong"
