//! One API in two spellings prints one client.

use std::fs;

use generator::Output;

use crate::support::{Case, folder};
use crate::{for_each, said};

fn generate(name: &str, text: String) -> Output {
    let output = Case::new(name, text).generate("pair", false);
    assert_eq!(said(&output), "");
    assert!(!output.files.is_empty());
    output
}

fn assert_same(one: &Output, other: &Output) {
    let paths = |output: &Output| output.files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(one), paths(other));
    for (path, text) in one.files.iter().chain(&one.scaffold) {
        let twin = other.files.get(path).or_else(|| other.scaffold.get(path));
        similar(path, text, twin.map_or("", |text| text));
    }
    assert_eq!(one.manifest, other.manifest);
}

/// Fails with the first lines that differ: a whole file says too much.
fn similar(path: &str, one: &str, other: &str) {
    let differ = one
        .lines()
        .zip(other.lines())
        .find(|(one, other)| one != other);
    assert_eq!(differ, None, "{path}");
    assert_eq!(one, other, "{path}");
}

#[test]
fn both_versions_print_the_same_client() {
    let mut names: Vec<String> = fs::read_dir(folder("pairs"))
        .expect("the pairs are there")
        .map(|entry| {
            let name = entry.expect("a pair can be read").file_name();
            let name = name.to_string_lossy().into_owned();
            let base = name
                .strip_suffix(".3.0.yaml")
                .or(name.strip_suffix(".3.1.yaml"));
            base.unwrap_or_else(|| panic!("{name} is no half of a pair"))
                .to_owned()
        })
        .collect();
    names.sort();
    names.dedup();
    assert!(names.len() >= 5);
    for_each(&names, String::clone, |name| {
        let read = |version: &str| {
            let file = format!("{name}.{version}.yaml");
            let text = fs::read_to_string(folder("pairs").join(&file));
            let text = text.unwrap_or_else(|error| panic!("{file}: {error}"));
            assert!(text.starts_with(&format!("openapi: {version}.")), "{file}");
            generate(&file, text)
        };
        assert_same(&read("3.0"), &read("3.1"));
    });
}

#[test]
fn yaml_and_json_print_the_same_client() {
    let yaml = fs::read_to_string(folder("pairs").join("nullable.3.0.yaml")).expect("it is there");
    let value: serde_json::Value = serde_yaml::from_str(&yaml).expect("the document is YAML");
    let json = serde_json::to_string_pretty(&value).expect("the document has string keys");
    // The order of keys is the order of the document, which a JSON value does not keep.
    let again = serde_yaml::to_string(&value).expect("the document can be written");
    assert_same(&generate("a.yaml", again), &generate("a.json", json));
}
