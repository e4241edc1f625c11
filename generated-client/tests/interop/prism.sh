#!/usr/bin/env bash
# This client against a mock that knows nothing of it: Prism, with request validation on, serves two documents of the same
# API that are not the one this client was made from. Every operation is called, both ways, with each kind of credentials
# that the document declares; a request that Prism finds fault with fails the run.
#
#   prism.sh [DIRECTORY]     installs into DIRECTORY (default: a temporary one, which is removed)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
shared=${SHARED:-$repository/../shared}
prism_version=5.14.2 # the newest that runs on Node 20

# shellcheck source-path=SCRIPTDIR
source "$here/scratch.sh"
use_scratch "${1:-}"

seed=$(compgen -G "$shared/seeds/001_*.txt" | head -n 1) || true
corpus=$shared/corpus/vendor/bandwidth__bandwidth.yaml
for document in "${seed:-$shared/seeds/001_*.txt}" "$corpus"; do
    [[ -f $document ]] || fail "there is no $document: SHARED=DIRECTORY says where the seeds and the corpus are"
done
# The seed is a page that ends with the document.
sed -n '/^openapi: /,$p' "$seed" >"$scratch/seed.yaml"

say "$(date -u +%Y-%m-%d), Node $(node --version)"
say "installing @stoplight/prism-cli $prism_version"
npm_install "@stoplight/prism-cli@$prism_version"
say "building the calls"
cargo build --quiet --manifest-path "$repository/Cargo.toml" --package bandwidth-mfa --features blocking --example interop
calls=${CARGO_TARGET_DIR:-$repository/target}/debug/examples/interop

# Starts Prism on a free port, and sets `base` to its address.
mock() {
    local port log
    port=$(free_port)
    log=$scratch/prism-$port.log
    base=http://127.0.0.1:$port
    background "$log" "$scratch/node_modules/.bin/prism" mock --errors --host 127.0.0.1 --port "$port" "$1"
    wait_for "$log" 'Prism is listening'
}

wrong=0

# A request that breaks the document must be found fault with: status and fault, and what is wrong with the request.
refused() {
    local status=$1 fault=$2 reply
    shift 2
    reply=$(curl --silent --include --noproxy '*' "$@")
    if [[ $reply == "HTTP/1.1 $status "* && $reply == *"$fault"* ]]; then
        echo "  ok     refused with $status: $fault"
    else
        printf '  FAILED not refused with %s, %s:\n%s\n' "$status" "$fault" "$reply"
        wrong=1
    fi
}

refused_sends() {
    local json=(--header 'Content-Type: application/json') messaging=$base/accounts/9900000/code/messaging
    refused 400 'to must be string' "${json[@]}" --user user:password --data '{"to": 1}' "$messaging"
    refused 401 'Invalid security scheme' "${json[@]}" --data '{}' "$messaging"
}

run_calls() {
    env --ignore-environment BW_MFA_BASE_URL="$base" BW_ACCOUNT_ID=9900000 "${credentials[@]}" "$calls" "$@" || wrong=1
}

mock "$here/token.yaml"
tokens=$base/api/v1/oauth2/token
basic=(BW_USERNAME=user BW_PASSWORD=password)
oauth2=(BW_CLIENT_ID=client BW_CLIENT_SECRET=secret BW_TOKEN_URL="$tokens")
say 'the token endpoint, made to refuse'
refused 401 'Invalid security scheme' --data grant_type=client_credentials "$tokens"
refused 422 'must be equal to one of the allowed values' --user client:secret --data grant_type=password "$tokens"

mock "$scratch/seed.yaml"
say 'the document of the seeds, Basic'
credentials=("${basic[@]}")
run_calls '400,401,403' '400,401,403'
say 'the document of the seeds, made to refuse'
refused_sends

mock "$corpus"
failures=('400,401,403,500' '400,401,403,429,500')
say "Bandwidth's whole document of the corpus, Basic"
run_calls "${failures[@]}"
say "Bandwidth's whole document of the corpus, OAuth2"
credentials=("${oauth2[@]}")
run_calls "${failures[@]}"
say "Bandwidth's whole document of the corpus, made to refuse"
refused_sends

[[ $wrong -eq 0 ]] || fail 'not everything was as expected'
say 'all as expected'
