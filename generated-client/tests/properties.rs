//! What holds for all values. The long form is `PROPTEST_CASES=10000`.

use bandwidth_mfa::mfa::{GenerateMessagingCode, GenerateVoiceCode, VerifyCode};
use bandwidth_mfa::models::{
    AccessErrorReply, CodeRequest, DeliveryEvent, DeliveryMessage, ErrorReply,
    MessagingCodeResponse, VerifyCodeRequest, VerifyCodeResponse, VoiceCodeResponse,
};
use bandwidth_mfa::{BaseUrl, Body, Operation, Reply};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value, json};
use url::Url;

/// A file of failures beside the source would be a file that nobody reads.
fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Text with much of what means something in a URL.
fn tricky() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "/", "\\", ".", "..", "%2e", "%2F", "%", "?", "#", ";", "@", " ", "\r\n", "\0", "é", "9",
    ];
    let pieces = vec(prop::sample::select(PIECES), 0..6).prop_map(|pieces| pieces.concat());
    prop_oneof![3 => pieces, 1 => any::<String>()]
}

/// The path of an operation's request, or that there is none.
fn path(operation: &impl Operation) -> Option<Vec<String>> {
    let base = BaseUrl::parse("https://mfa.example.com/api/v1").unwrap();
    let request = operation.request(&base).ok()?;
    let url = Url::parse(&request.uri().to_string()).unwrap();
    assert_eq!(
        (url.host_str(), url.query(), url.fragment()),
        (Some("mfa.example.com"), None, None)
    );
    let decoded = |segment| percent_encoding::percent_decode_str(segment).decode_utf8();
    Some(
        url.path_segments()?
            .map(|segment| decoded(segment).unwrap().into_owned())
            .collect(),
    )
}

/// A number that JSON writes in one way only.
fn number() -> impl Strategy<Value = Value> {
    let halves = (-1_000_000..1_000_000_i32).prop_map(|number| json!(f64::from(number) + 0.5));
    prop_oneof![any::<i32>().prop_map(Value::from), halves]
}

fn text() -> impl Strategy<Value = Value> {
    any::<String>().prop_map(Value::from)
}

fn integer() -> impl Strategy<Value = Value> {
    any::<i64>().prop_map(Value::from)
}

fn object(members: Vec<(&'static str, Option<Value>)>) -> Value {
    let members = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(members.collect())
}

fn code_request() -> impl Strategy<Value = Value> {
    let required = (text(), text(), text(), text(), integer());
    let others = (option::of(text()), option::of(text()), option::of(number()));
    (required, others).prop_map(
        |((to, from, app, message, digits), (scope, url, minutes))| {
            object(vec![
                ("to", Some(to)),
                ("from", Some(from)),
                ("applicationId", Some(app)),
                ("message", Some(message)),
                ("digits", Some(digits)),
                ("scope", scope),
                ("callbackUrl", url),
                ("expirationTimeInMinutes", minutes),
            ])
        },
    )
}

fn verification() -> impl Strategy<Value = Value> {
    let others = (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(integer()),
    );
    (text(), text(), number(), others).prop_map(
        |(to, code, minutes, (scope, app, from, digits))| {
            object(vec![
                ("to", Some(to)),
                ("code", Some(code)),
                ("expirationTimeInMinutes", Some(minutes)),
                ("scope", scope),
                ("applicationId", app),
                ("from", from),
                ("digits", digits),
            ])
        },
    )
}

fn delivery_event() -> impl Strategy<Value = Value> {
    let kind = prop_oneof![
        Just(json!("message-delivered")),
        Just(json!("message-failed")),
        text()
    ];
    let required = (kind, text(), text(), text(), text());
    (required, option::of(integer())).prop_map(|((kind, time, description, platform, id), code)| {
        object(vec![
            ("type", Some(kind)),
            ("time", Some(time)),
            ("description", Some(description)),
            ("platform", Some(platform)),
            ("message", Some(json!({ "id": id }))),
            ("errorCode", code),
        ])
    })
}

/// A reply of optional texts.
fn texts(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    vec(option::of(text()), names.len())
        .prop_map(|values| object(names.iter().copied().zip(values).collect()))
}

/// Members that the models know.
const NAMES: &[&str] = &[
    "to",
    "from",
    "code",
    "digits",
    "message",
    "messageId",
    "callId",
    "valid",
    "type",
    "platform",
    "expirationTimeInMinutes",
    "id",
    "Message",
    "error",
    "requestId",
    "errorCode",
    "description",
    "time",
    "applicationId",
];

/// JSON of any shape, often with the members that the models know.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(|number| Number::from_f64(number).map_or(Value::Null, Value::Number)),
        integer(),
        text(),
    ];
    let name =
        prop_oneof![4 => prop::sample::select(NAMES).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(name.clone(), inner, 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A model writes what it has read, and reads what it has written. What it does not know changes nothing.
fn round_trip<T: DeserializeOwned + Serialize>(json: &Value) {
    let mut more = json.as_object().cloned().unwrap_or_else(Map::new);
    more.insert("not-in-any-document".to_owned(), json!({"deep": [json]}));
    for read in [json.clone(), Value::Object(more)] {
        let model: T = serde_json::from_value(read).unwrap();
        assert_eq!(serde_json::to_value(&model).unwrap(), *json);
        let text = serde_json::to_string(&model).unwrap();
        let again: T = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
    }
}

/// If a model takes this at all, what it writes is read and written as the same.
fn settles<T: DeserializeOwned + Serialize>(json: &Value) {
    if let Ok(model) = serde_json::from_value::<T>(json.clone()) {
        let written = serde_json::to_value(&model).unwrap();
        let again: T = serde_json::from_value(written.clone()).unwrap();
        assert_eq!(serde_json::to_value(&again).unwrap(), written);
    }
}

/// Decodes a reply, which must come to something; a success only with a status that stands for one.
fn decodes<O: Operation>(status: u16, bytes: &[u8]) {
    let reply = http::Response::builder().status(status).body(()).unwrap();
    let (head, ()) = reply.into_parts();
    let decoded = O::decode(&mut Reply::new(head, Body::from(bytes.to_vec())));
    assert!(decoded.is_err() || (200..300).contains(&status), "{status}");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_account_is_one_segment_of_every_path(account in tricky()) {
        let code: CodeRequest = serde_json::from_value(json!({
            "to": "", "from": "", "applicationId": "", "message": "", "digits": 6,
        })).unwrap();
        let verification: VerifyCodeRequest = serde_json::from_value(json!({
            "to": "", "code": "", "expirationTimeInMinutes": 3,
        })).unwrap();
        let paths = [
            ("messaging", path(&GenerateMessagingCode::new(&account, code.clone()))),
            ("voice", path(&GenerateVoiceCode::new(&account, code))),
            ("verify", path(&VerifyCode::new(&account, verification))),
        ];
        for (last, found) in paths {
            let is_refused = matches!(account.as_str(), "" | "." | "..");
            let expected = ["api", "v1", "accounts", &account, "code", last].map(str::to_owned);
            prop_assert_eq!(found, (!is_refused).then(|| expected.to_vec()));
        }
    }

    #[test]
    fn models_write_what_they_read(
        code in code_request(),
        verification in verification(),
        event in delivery_event(),
        error in texts(&["error", "requestId", "type", "description", "result"]),
        (sent, called) in (texts(&["messageId"]), texts(&["callId"])),
        refused in texts(&["message"]),
        (valid, id) in (any::<bool>(), text()),
    ) {
        round_trip::<CodeRequest>(&code);
        round_trip::<VerifyCodeRequest>(&verification);
        round_trip::<DeliveryEvent>(&event);
        round_trip::<ErrorReply>(&error);
        round_trip::<MessagingCodeResponse>(&sent);
        round_trip::<VoiceCodeResponse>(&called);
        round_trip::<AccessErrorReply>(&refused);
        round_trip::<VerifyCodeResponse>(&json!({ "valid": valid }));
        round_trip::<DeliveryMessage>(&json!({ "id": id }));
    }

    #[test]
    fn any_json_is_read_or_refused(json in anything()) {
        settles::<CodeRequest>(&json);
        settles::<VerifyCodeRequest>(&json);
        settles::<DeliveryEvent>(&json);
        settles::<ErrorReply>(&json);
        settles::<MessagingCodeResponse>(&json);
        settles::<VoiceCodeResponse>(&json);
        settles::<AccessErrorReply>(&json);
        settles::<VerifyCodeResponse>(&json);
        settles::<DeliveryMessage>(&json);
    }

    #[test]
    fn any_reply_is_decoded_or_refused(
        status in 200..600_u16,
        body in prop_oneof![vec(any::<u8>(), 0..64), anything().prop_map(|json| json.to_string().into_bytes())],
    ) {
        decodes::<GenerateMessagingCode>(status, &body);
        decodes::<GenerateVoiceCode>(status, &body);
        decodes::<VerifyCode>(status, &body);
    }
}
