// Sends and verifies codes with Bandwidth's SDK for Node, as it comes from npm.
//
// Prints a line for each case: its name, what became of it, and why.
//
// The environment is the one of python_cases.py, with a third INTEROP_KIND: "token", an OAuth2 token that the program has got
// by itself. NODE_PATH says where the SDK is.
'use strict';

const { Configuration, MFAApi } = require('bandwidth-sdk');

const env = process.env;
const CONFIGURED = env.INTEROP_HOST === 'configured';
const KIND = env.INTEROP_KIND;
const ACCOUNT = env.BW_ACCOUNT_ID;
const APPLICATION = env.BW_APPLICATION_ID ?? '66fd98ae-ac8d-a00f-7fcd-ba3280aeb9b1';
const SENDER = '+19195554321';
const TEXT = 'Your {NAME} {SCOPE} code is {CODE}';
// The shortest window that the API's newest document has.
const SHORTEST_MINUTES = 1;

/** Why a case cannot be tried with this SDK, or in this way. */
class NotReachable extends Error {}

let ownToken;

/** One kind of credentials, as the SDK takes them. */
function credentials() {
    switch (KIND) {
        case 'basic':
            return { username: env.BW_USERNAME, password: env.BW_PASSWORD };
        case 'oauth2':
            return { clientId: env.BW_CLIENT_ID, clientSecret: env.BW_CLIENT_SECRET };
        default:
            return { accessToken: () => ownToken };
    }
}

/** A token that this program asks for: the SDK asks nowhere but at the production host. */
async function fetchToken() {
    const pair = Buffer.from(`${env.BW_CLIENT_ID}:${env.BW_CLIENT_SECRET}`).toString('base64');
    const reply = await fetch(env.BW_TOKEN_URL, {
        method: 'POST',
        headers: { Authorization: `Basic ${pair}`, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials',
    });
    return (await reply.json()).access_token;
}

/** The SDK's own configuration: where to go only if it is to be told. */
function api(settings = credentials(), baseSuffix = '') {
    const place = CONFIGURED ? { basePath: env.BW_MFA_BASE_URL + baseSuffix } : {};
    return new MFAApi(new Configuration({ ...place, ...settings }));
}

let numbers = 0;

/** A telephone number that nothing was sent to yet. */
function number() {
    numbers += 1;
    return `+1919${env.INTEROP_COLUMN.padStart(3, '0')}${String(numbers).padStart(4, '0')}`;
}

function codeRequest(to, changes = {}) {
    return { to, from: SENDER, applicationId: APPLICATION, message: TEXT, digits: 6, ...changes };
}

/** The last message that arrived at a number. */
async function message(to) {
    const reply = await fetch(`${env.INTEROP_SANDBOX}/inbox.json`);
    const inbox = await reply.json();
    return inbox.numbers.find((phone) => phone.number === to).messages[0];
}

/** Tells the sandbox what to do: what a test decides and a client cannot. */
async function sandbox(order) {
    const reply = await fetch(`${env.INTEROP_SANDBOX}/sandbox/${order}`, { method: 'POST' });
    ensure(reply.ok, `the sandbox does not ${order}: ${reply.status}`);
}

/** Sends a code by SMS, and says which. */
async function send(to, changes) {
    await api().generateMessagingCode(ACCOUNT, codeRequest(to, changes));
    return (await message(to)).code;
}

async function verify(to, code, minutes = 3, changes = {}) {
    const request = { to, code, expirationTimeInMinutes: minutes, ...changes };
    return (await api().verifyCode(ACCOUNT, request)).data.valid;
}

/** A code of the same length that is not this one. */
function other(code) {
    return code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
}

function equal(found, wanted) {
    ensure(JSON.stringify(found) === JSON.stringify(wanted), `${JSON.stringify(found)} in place of ${JSON.stringify(wanted)}`);
}

function ensure(holds, why) {
    if (!holds) throw new Error(why);
}

/** What was sent is what arrived, with everything filled in. */
async function arrived(to, channel, identifier, digits) {
    const found = await message(to);
    equal([found.channel, found.id], [channel, identifier]);
    ensure(new RegExp(`^[0-9]{${digits}}$`).test(found.code), `the code is ${found.code}`);
    ensure(found.text.includes(`2FA code is ${found.code}`), `the text is ${found.text}`);
}

/** A call fails with this status, and a body that has these members. */
async function fails(call, status, members) {
    let reply;
    try {
        reply = await call();
    } catch (error) {
        ensure(error.response !== undefined, `no reply: ${error.message}`);
        equal(error.response.status, status);
        const data = error.response.data;
        ensure(
            members.every((member) => typeof data[member] === 'string' && data[member] !== ''),
            `the body is ${JSON.stringify(data)}`,
        );
        return;
    }
    throw new Error(`${JSON.stringify(reply?.data ?? reply)} in place of ${status}`);
}

const REJECTED = ['error', 'requestId'];
const DENIED = ['message'];

function someSend(mfa, account = ACCOUNT, changes = {}) {
    return () => mfa.generateMessagingCode(account, codeRequest(number(), changes));
}

const CASES = {
    async sms() {
        const to = number();
        const reply = await api().generateMessagingCode(ACCOUNT, codeRequest(to));
        equal(reply.status, 200);
        await arrived(to, 'messaging', reply.data.messageId, 6);
    },
    async voice() {
        const to = number();
        const reply = await api().generateVoiceCode(ACCOUNT, codeRequest(to, { digits: 8 }));
        equal(reply.status, 200);
        await arrived(to, 'voice', reply.data.callId, 8);
    },
    async right() {
        const to = number();
        equal(await verify(to, await send(to)), true);
    },
    async wrong() {
        const to = number();
        equal(await verify(to, other(await send(to))), false);
    },
    async scope() {
        const to = number();
        const code = await send(to, { scope: 'login' });
        equal(await verify(to, code), false);
        equal(await verify(to, code, 3, { scope: 'login' }), true);
    },
    async expired() {
        const to = number();
        const code = await send(to);
        await sandbox('advance?seconds=61');
        equal(await verify(to, code, SHORTEST_MINUTES), false);
        equal(await verify(to, code, 15), true);
    },
    async locked() {
        const to = number();
        const code = await send(to);
        for (let attempts = 0; attempts < 20; attempts += 1) {
            try {
                equal(await verify(to, other(code)), false);
            } catch (error) {
                ensure(error.response, error.message);
                break;
            }
        }
        await fails(() => verify(to, other(code)), 429, REJECTED);
        await fails(() => verify(to, code), 429, REJECTED);
        await sandbox('advance?seconds=121');
        equal(await verify(to, code, 15), true);
    },
    '400': () => fails(someSend(api(), ACCOUNT, { message: 'no place for a code' }), 400, REJECTED),
    '401-none': () => fails(someSend(api({})), 401, DENIED),
    async '401-unknown'() {
        switch (KIND) {
            case 'basic':
                return fails(someSend(api({ ...credentials(), username: 'nobody' })), 401, DENIED);
            case 'oauth2':
                // The SDK hands on what the token endpoint says, whose form is its own.
                return fails(someSend(api({ ...credentials(), clientId: 'nobody' })), 401, []);
            default:
                throw new NotReachable('the SDK asks for no token');
        }
    },
    '403-secret': () => {
        const wrong = KIND === 'basic' ? { ...credentials(), password: 'wrong' } : { accessToken: 'never-given' };
        return fails(someSend(api(wrong)), 403, DENIED);
    },
    '403-account': () => fails(someSend(api(), '1'), 403, DENIED),
    async '403-revoked'() {
        if (KIND === 'basic') throw new NotReachable('there is no token');
        const mfa = api();
        await someSend(mfa)();
        await sandbox('revoke');
        await fails(someSend(mfa), 403, DENIED);
        ownToken = KIND === 'token' ? await fetchToken() : undefined;
    },
    async '404'() {
        if (!CONFIGURED) throw new NotReachable('the SDK has no operation at another path');
        await fails(someSend(api(credentials(), '/elsewhere')), 404, []);
    },
    async '500'() {
        await sandbox('fail?status=500');
        await fails(someSend(api()), 500, REJECTED);
        await sandbox('fail?status=500');
        await fails(() => verify(number(), '123456'), 500, REJECTED);
    },
    async '502'() {
        await sandbox('fail?status=502');
        await fails(someSend(api()), 502, []);
    },
};

async function main() {
    if (KIND === 'token') ownToken = await fetchToken();
    for (const [name, attempt] of Object.entries(CASES)) {
        let verdict = 'ok';
        let why = '';
        try {
            await attempt();
        } catch (error) {
            verdict = error instanceof NotReachable ? '-' : 'FAILED';
            why = String(error.message).replace(/\s+/g, ' ');
        }
        console.log([name, verdict, why].join('\t'));
    }
}

main();
