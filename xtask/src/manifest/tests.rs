use super::edit;
use generator::manifest::{Dependency, Requirements};

fn dependency(name: &str, version: &str) -> Dependency {
    Dependency {
        name: name.to_owned(),
        version: version.to_owned(),
        features: Vec::new(),
        default_features: true,
        optional: false,
    }
}

fn strings(of: &[&str]) -> Vec<String> {
    of.iter().map(|&text| text.to_owned()).collect()
}

fn requirements() -> Requirements {
    let mut reqwest = dependency("reqwest", "0.13");
    reqwest.features = strings(&["rustls", "stream"]);
    reqwest.default_features = false;
    reqwest.optional = true;
    let mut serde = dependency("serde", "1");
    serde.features = strings(&["derive"]);
    Requirements {
        dependencies: vec![dependency("bytes", "1"), reqwest, serde],
        features: [("default", &["reqwest"]), ("reqwest", &["dep:reqwest"])]
            .map(|(name, list)| (name.to_owned(), strings(list)))
            .into(),
        ..Requirements::default()
    }
}

const BARE: &str = r#"[package]
name = "a" # ours

[lints]
workspace = true
"#;

const COMPLETE: &str = r#"[package]
name = "a" # ours

[lints]
workspace = true

[dependencies]
bytes = "1"
reqwest = { version = "0.13", default-features = false, features = ["rustls", "stream"], optional = true }
serde = { version = "1", features = ["derive"] }

[features]
default = ["reqwest"]
reqwest = ["dep:reqwest"]
"#;

#[test]
fn what_is_missing_is_added_and_what_is_there_stays() {
    // (before, after)
    let cases = [
        (BARE, COMPLETE.to_owned()),
        (COMPLETE, COMPLETE.to_owned()),
        // Comments, other keys, more features, the order and the layout are the owner's.
        (
            r#"# top
[features] # which
# on by default
default = [
    "reqwest", # over the network
    "mine",
]
reqwest = ["dep:reqwest", "dep:tokio"]
mine = []
tag-pets = []
all-tags = ["tag-pets"]

[dependencies]
anyhow = "1" # mine
serde = "1" # for the models
bytes = { version = "0.5", features = ["std"] } # bytes

[dependencies.reqwest]
# pinned on purpose
version = "0.13"
features = ["json"]
optional = false
"#,
            r#"# top
[features] # which
# on by default
default = [
    "reqwest", # over the network
    "mine",
]
reqwest = ["dep:reqwest"]
mine = []

[dependencies]
anyhow = "1" # mine
serde = { version = "1", features = ["derive"] } # for the models
bytes = { version = "1", features = ["std"] } # bytes

[dependencies.reqwest]
# pinned on purpose
version = "0.13"
features = ["json", "rustls", "stream"]
optional = true
default-features = false
"#
            .to_owned(),
        ),
        // Where the version comes from elsewhere, it stays there.
        (
            "[dependencies]\nbytes = { workspace = true }\nserde = { path = \"../serde\", features = [\"derive\"] }\n",
            "[dependencies]\nbytes = { workspace = true }\nserde = { path = \"../serde\", features = [\"derive\"] }\n\
             reqwest = { version = \"0.13\", default-features = false, features = [\"rustls\", \"stream\"], optional = true }\n\
             \n[features]\ndefault = [\"reqwest\"]\nreqwest = [\"dep:reqwest\"]\n"
                .to_owned(),
        ),
    ];
    for (before, after) in cases {
        let edited = edit(before, &requirements()).unwrap();
        assert_eq!(edited, after);
        assert_eq!(
            edit(&edited, &requirements()).unwrap(),
            after,
            "a second run changes nothing"
        );
    }
}

#[test]
fn a_manifest_that_is_none_is_refused_in_one_line() {
    let cases = [
        ("[package", "Cargo.toml cannot be read: "),
        (
            "dependencies = 1\n",
            "Cargo.toml: `dependencies` is not a table",
        ),
        (
            "[dependencies]\nbytes = 1\n",
            "Cargo.toml: the dependency bytes is neither",
        ),
    ];
    for (text, words) in cases {
        let said = edit(text, &requirements()).unwrap_err().to_string();
        assert!(said.starts_with(words), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}
