# shellcheck shell=bash
# Starts sandboxes, inside of namespaces. It changes the network and /etc/hosts of the namespaces that it runs in. `here`
# and `scratch` are set by the script that reads this.
# shellcheck disable=SC2154

read -ra sandbox <<<"${SANDBOX:-cargo xtask sandbox}"

# use_network HOW: loopback, and with `production` the production host names on it.
use_network() {
    how=$1
    ip link set lo up
    if [[ $how == production ]]; then
        printf '127.0.0.1 localhost mfa.bandwidth.com api.bandwidth.com\n' >"$scratch/hosts"
        mount --bind "$scratch/hosts" /etc/hosts
    fi
}

# start_sandbox ARGUMENT..: sets `settings` to what programs have to know of it.
start_sandbox() {
    local log=$scratch/sandbox-$how.log authority=$scratch/authority.pem place=(--port 443 --tls) origin=https://127.0.0.1 line
    place+=(--ca-file "$authority")
    if [[ $how == configured ]]; then
        place=(--port 8642)
        origin=http://127.0.0.1:8642
    fi
    # The build is done: what is not here cannot be fetched from inside of a namespace.
    background "$log" env --chdir="$here" CARGO_NET_OFFLINE=true "${sandbox[@]}" "${place[@]}" "$@"
    wait_for "$log" USER_NUMBER=
    settings=("INTEROP_HOST=$how" "INTEROP_SANDBOX=$origin")
    while read -r line; do
        settings+=("${line#export }")
    done < <(grep '^export ' "$log")
    if [[ $how == production ]]; then
        settings+=("SSL_CERT_FILE=$authority" "NODE_EXTRA_CA_CERTS=$authority")
    fi
}

# with_settings COMMAND..: nothing of this environment gets to the SDKs but what the sandbox says.
with_settings() {
    env --ignore-environment PATH="$PATH" HOME="$scratch" NODE_PATH="$scratch/node_modules" "${settings[@]}" "$@" </dev/null
}
