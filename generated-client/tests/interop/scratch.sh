# shellcheck shell=bash
# What the scripts beside it share: a scratch directory, packages, and servers that end with the script.

processes=()

say() {
    printf '== %s\n' "$*"
}

fail() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Sets `scratch` to the directory that was named, or to a temporary one that goes with the script.
use_scratch() {
    if [[ -n $1 ]]; then
        mkdir -p "$1"
        scratch=$(cd "$1" && pwd)
        trap stop_all EXIT
    else
        scratch=$(mktemp -d)
        trap 'stop_all; rm -rf "$scratch"' EXIT
    fi
}

# Ends what was started in the background, with everything that it has started in turn.
stop_all() {
    local process
    for process in ${processes[@]+"${processes[@]}"}; do
        kill -- "-$process" 2>/dev/null || true
        # Only then is its port free again.
        while kill -0 -- "-$process" 2>/dev/null; do sleep 0.1; done
    done
    processes=()
}

# background LOG COMMAND..
background() {
    local log=$1
    shift
    : >"$log"
    setsid "$@" >"$log" 2>&1 </dev/null &
    processes+=($!)
}

# wait_for LOG TEXT: until the server that was started last says so.
wait_for() {
    local log=$1 text=$2 turns=0
    until grep --quiet --fixed-strings -- "$text" "$log"; do
        if ! kill -0 "${processes[-1]}" 2>/dev/null || ((turns++ > 3000)); then
            cat "$log" >&2
            fail "no server: it did not say '$text'"
        fi
        sleep 0.1
    done
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

npm_install() {
    npm install --prefix "$scratch" --no-audit --no-fund --save-exact --loglevel error "$@" >"$scratch/npm.log" 2>&1 ||
        { cat "$scratch/npm.log" >&2; fail 'npm could not install'; }
}
