#!/usr/bin/env bash
# One round of the cases with each SDK and each kind of credentials. `run.sh` calls it, in namespaces of its own:
#
#   rounds.sh DIRECTORY configured     the SDKs are told where the sandbox is, as far as they can be told
#   rounds.sh DIRECTORY production     the SDKs are told nothing, and the production host names lead to the sandbox
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$here/scratch.sh"
# shellcheck source-path=SCRIPTDIR
source "$here/sandbox.sh"
use_scratch "$1"
use_network "$2"

# column NUMBER SDK KIND: the results of one SDK with one kind of credentials.
column() {
    local number=$1 sdk=$2 kind=$3 program
    case $sdk in
        python) program=("$scratch/venv/bin/python" "$here/python_cases.py") ;;
        node) program=(node "$here/node_cases.cjs") ;;
    esac
    # A program that ends early leaves cases out, which the table shows.
    with_settings INTEROP_COLUMN="$number" INTEROP_KIND="$kind" timeout 300 "${program[@]}" \
        >"$scratch/results/$sdk-$how-$kind.tsv" || true
}

# One after the other: each moves the sandbox's clock.
# shellcheck disable=SC2119
start_sandbox
column 1 python basic
column 2 python oauth2
column 3 node basic
# Node's SDK asks for tokens at the production host, whatever it is told.
if [[ $how == production ]]; then
    column 4 node oauth2
else
    column 4 node token
fi
