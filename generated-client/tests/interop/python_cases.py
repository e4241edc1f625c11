"""Sends and verifies codes with Bandwidth's SDK for Python, as it comes from PyPI.

Prints a line for each case: its name, what became of it, and why.

INTEROP_HOST       "configured": the SDK is told where the server is; "production": it goes where it always goes
INTEROP_KIND       "basic" or "oauth2"
INTEROP_COLUMN     a number of its own for each run against one sandbox: no two runs share a telephone number
INTEROP_SANDBOX    where the sandbox shows what has arrived, and is told what to do next
BW_..              what the server says of itself: base URL, token URL, account, credentials
"""

import json
import os
import urllib.parse
import urllib.request

import bandwidth
from bandwidth.exceptions import (
    ApiException,
    BadRequestException,
    ForbiddenException,
    NotFoundException,
    ServiceException,
    UnauthorizedException,
)

ENV = os.environ
CONFIGURED = ENV["INTEROP_HOST"] == "configured"
BASIC = ENV["INTEROP_KIND"] == "basic"
ACCOUNT = ENV["BW_ACCOUNT_ID"]
APPLICATION = ENV.get("BW_APPLICATION_ID", "66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1")
SENDER = "+19195554321"
TEXT = "Your {NAME} {SCOPE} code is {CODE}"
# The shortest window that this SDK lets through.
SHORTEST_MINUTES = 1


class NotReachable(Exception):
    """Why a case cannot be tried with this SDK, or in this way."""


def api(base_suffix="", **changes):
    """The SDK's own configuration: where to go only if it is to be told, then one kind of credentials."""
    settings = {}
    if CONFIGURED:
        settings["host"] = ENV["BW_MFA_BASE_URL"] + base_suffix
        settings["access_token_url"] = ENV["BW_TOKEN_URL"]
        # Each operation has a server of its own in the SDK's document, which would win over `host`.
        settings["ignore_operation_servers"] = True
    if BASIC:
        settings.update(username=ENV["BW_USERNAME"], password=ENV["BW_PASSWORD"])
    else:
        settings.update(client_id=ENV["BW_CLIENT_ID"], client_secret=ENV["BW_CLIENT_SECRET"])
    settings.update(changes)
    return bandwidth.MFAApi(bandwidth.ApiClient(bandwidth.Configuration(**settings)))


NO_CREDENTIALS = {"username": None, "password": None, "client_id": None, "client_secret": None}

numbers = 0


def number():
    """A telephone number that nothing was sent to yet."""
    global numbers
    numbers += 1
    return f"+1919{int(ENV['INTEROP_COLUMN']):03}{numbers:04}"


def code_request(to, **changes):
    fields = {"to": to, "from": SENDER, "applicationId": APPLICATION, "message": TEXT, "digits": 6}
    fields.update(changes)
    return bandwidth.CodeRequest(**fields)


def verify_request(to, code, minutes=3, **changes):
    return bandwidth.VerifyCodeRequest(to=to, code=code, expirationTimeInMinutes=minutes, **changes)


def message(to):
    """The last message that arrived at a number."""
    with urllib.request.urlopen(ENV["INTEROP_SANDBOX"] + "/inbox.json") as reply:
        inbox = json.load(reply)
    return next(phone["messages"][0] for phone in inbox["numbers"] if phone["number"] == to)


def sandbox(order, **parameters):
    """Tells the sandbox what to do: what a test decides and a client cannot."""
    url = f"{ENV['INTEROP_SANDBOX']}/sandbox/{order}?{urllib.parse.urlencode(parameters)}"
    urllib.request.urlopen(urllib.request.Request(url, method="POST")).close()


def send(to, **changes):
    """Sends a code by SMS, and says which."""
    api().generate_messaging_code(ACCOUNT, code_request(to, **changes))
    return message(to)["code"]


def verify(to, code, minutes=3, **changes):
    return api().verify_code(ACCOUNT, verify_request(to, code, minutes, **changes)).valid


def other(code):
    """A code of the same length that is not this one."""
    return code[:-1] + ("1" if code[-1] == "0" else "0")


def equal(found, wanted):
    assert found == wanted, f"{found!r} in place of {wanted!r}"


def arrived(to, channel, identifier, digits):
    """What was sent is what arrived, with everything filled in."""
    found = message(to)
    equal((found["channel"], found["id"]), (channel, identifier))
    equal((len(found["code"]), found["code"].isdigit()), (digits, True))
    assert f"2FA code is {found['code']}" in found["text"], f"the text is {found['text']!r}"


def fails(call, kind, status):
    """A call fails with the SDK's own exception for this status, which has read the body by its document."""
    try:
        call()
    except ApiException as error:
        equal((type(error).__name__, error.status), (kind.__name__, status))
        return error
    raise AssertionError(f"a success in place of {status}")


def rejected(call, kind, status):
    """A failure with the body of 400, 429 and 500."""
    error = fails(call, kind, status)
    assert error.data.error and error.data.request_id, f"the body is read as {error.data!r}"


def denied(call, kind, status):
    """A failure with the body of 401 and 403."""
    error = fails(call, kind, status)
    assert error.data.message, f"the body is read as {error.data!r}"


def some_send(mfa, account=ACCOUNT, **changes):
    return lambda: mfa.generate_messaging_code(account, code_request(number(), **changes))


def sms():
    to = number()
    reply = api().generate_messaging_code_with_http_info(ACCOUNT, code_request(to))
    equal(reply.status_code, 200)
    arrived(to, "messaging", reply.data.message_id, 6)


def voice():
    to = number()
    reply = api().generate_voice_code_with_http_info(ACCOUNT, code_request(to, digits=8))
    equal(reply.status_code, 200)
    arrived(to, "voice", reply.data.call_id, 8)


def right():
    to = number()
    equal(verify(to, send(to)), True)


def wrong():
    to = number()
    equal(verify(to, other(send(to))), False)


def scope():
    to = number()
    code = send(to, scope="login")
    equal((verify(to, code), verify(to, code, scope="login")), (False, True))


def expired():
    to = number()
    code = send(to)
    sandbox("advance", seconds=61)
    equal(verify(to, code, SHORTEST_MINUTES), False)
    equal(verify(to, code, 15), True)


def locked():
    to = number()
    code = send(to)
    attempts = 0
    while attempts < 20:
        try:
            equal(verify(to, other(code)), False)
        except ApiException:
            break
        attempts += 1
    rejected(lambda: verify(to, other(code)), ApiException, 429)
    rejected(lambda: verify(to, code), ApiException, 429)
    sandbox("advance", seconds=121)
    equal(verify(to, code, 15), True)


def bad_request():
    rejected(some_send(api(), message="no place for a code"), BadRequestException, 400)


def no_credentials():
    denied(some_send(api(**NO_CREDENTIALS)), UnauthorizedException, 401)


def unknown():
    if BASIC:
        denied(some_send(api(username="nobody")), UnauthorizedException, 401)
        return
    # The SDK does not look at the status of the token endpoint: it misses the token in the reply.
    try:
        some_send(api(client_id="nobody"))()
    except KeyError as error:
        equal(error.args, ("access_token",))
        return
    raise AssertionError("a success in place of a refused client")


def wrong_secret():
    if BASIC:
        mfa = api(password="wrong")
    else:
        mfa = api(**NO_CREDENTIALS, access_token="never-given")
    denied(some_send(mfa), ForbiddenException, 403)


def other_account():
    denied(some_send(api(), account="1"), ForbiddenException, 403)


def revoked():
    if BASIC:
        raise NotReachable("there is no token")
    mfa = api()
    some_send(mfa)()
    sandbox("revoke")
    denied(some_send(mfa), ForbiddenException, 403)


def not_found():
    if not CONFIGURED:
        raise NotReachable("the SDK has no operation at another path")
    fails(some_send(api("/elsewhere")), NotFoundException, 404)


def server_error():
    sandbox("fail", status=500)
    rejected(some_send(api()), ServiceException, 500)
    sandbox("fail", status=500)
    rejected(lambda: verify(number(), "123456"), ServiceException, 500)


def gateway():
    sandbox("fail", status=502)
    fails(some_send(api()), ServiceException, 502)


CASES = {
    "sms": sms,
    "voice": voice,
    "right": right,
    "wrong": wrong,
    "scope": scope,
    "expired": expired,
    "locked": locked,
    "400": bad_request,
    "401-none": no_credentials,
    "401-unknown": unknown,
    "403-secret": wrong_secret,
    "403-account": other_account,
    "403-revoked": revoked,
    "404": not_found,
    "500": server_error,
    "502": gateway,
}


def main():
    for case, attempt in CASES.items():
        verdict, why = "ok", ""
        try:
            attempt()
        except NotReachable as reason:
            verdict, why = "-", str(reason)
        except Exception as error:
            verdict, why = "FAILED", f"{type(error).__name__}: {error}"
        print(case, verdict, " ".join(why.split()), sep="\t", flush=True)


if __name__ == "__main__":
    main()
