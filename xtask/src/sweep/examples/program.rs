//! The program that decodes and encodes the examples of one document.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use quote::quote;
use serde::Deserialize;
use serde_json::Value;

use super::Found;
use crate::console::{Outcome, Problem, While};

/// What became of one example.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It was decoded, and this is it again.
    Encoded(Value),
    /// It was not, and this is why.
    Failed(String),
}

/// Makes a program of a client: it reads `work.json` and prints an answer a line.
pub fn write(folder: &Path, found: &Found) -> Outcome<()> {
    let mut types: BTreeMap<&str, usize> = BTreeMap::new();
    for example in &found.examples {
        let next = types.len();
        types.entry(&example.ty).or_insert(next);
    }
    let work: Vec<(usize, String)> = found
        .examples
        .iter()
        .map(|example| (types[example.ty.as_str()], example.value.to_string()))
        .collect();
    let mut names: Vec<(&str, usize)> = types.into_iter().collect();
    names.sort_by_key(|(_, number)| *number);
    let names: Vec<&str> = names.into_iter().map(|(name, _)| name).collect();
    let module = module(&found.imports, &names)?;
    let put = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::write(&path, text).while_doing("write", &path)
    };
    put(
        "work.json",
        &serde_json::to_string(&work).unwrap_or_default(),
    )?;
    put("src/generated/swept.rs", &module.to_string())?;
    let path = folder.join("src/generated/mod.rs");
    let root = fs::read_to_string(&path).while_doing("read", &path)?;
    put("src/generated/mod.rs", &format!("{root}\npub mod swept;\n"))?;
    put("src/main.rs", &main_file().to_string())?;
    let path = folder.join("src/lib.rs");
    fs::remove_file(&path).while_doing("remove", &path)?;
    depend(folder)
}

/// The packages that the program itself needs.
fn depend(folder: &Path) -> Outcome<()> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).while_doing("read", &path)?;
    let mut manifest: toml_edit::DocumentMut = text
        .parse()
        .map_err(|error| crate::manifest::unreadable(&error))?;
    for package in ["serde", "serde_json"] {
        if manifest["dependencies"].get(package).is_none() {
            manifest["dependencies"][package] = toml_edit::value("1");
        }
    }
    fs::write(&path, manifest.to_string()).while_doing("write", &path)
}

fn main_file() -> TokenStream {
    quote! {
        #![allow(warnings)]

        mod generated;

        fn main() {
            generated::swept::run();
        }
    }
}

fn module(imports: &str, types: &[&str]) -> Outcome<TokenStream> {
    let parse = |text: &str| {
        text.parse::<TokenStream>()
            .map_err(|_| Problem::new(format!("{text:?} is not Rust")))
    };
    let imports = parse(imports)?;
    let types = types
        .iter()
        .map(|ty| parse(ty))
        .collect::<Outcome<Vec<_>>>()?;
    Ok(quote! {
        #imports

        type Check = fn(&str) -> Result<String, String>;

        fn check<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) -> Result<String, String> {
            let value: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
            serde_json::to_string(&value).map_err(|error| error.to_string())
        }

        const CHECKS: &[Check] = &[#(check::<#types>),*];

        pub fn run() {
            let text = std::fs::read_to_string("work.json").unwrap();
            let work: Vec<(usize, String)> = serde_json::from_str(&text).unwrap();
            for (number, text) in work {
                let result = std::panic::catch_unwind(|| CHECKS[number](&text));
                match result.unwrap_or_else(|_| Err("a panic".to_owned())) {
                    Ok(encoded) => println!("{{\"encoded\":{encoded}}}"),
                    Err(words) => println!("{{\"failed\":{}}}", serde_json::to_string(&words).unwrap()),
                }
            }
        }
    })
}

/// Runs the program: an answer for each example.
pub fn run(program: &Path, folder: &Path) -> Result<Vec<Answer>, String> {
    let output = Command::new(program)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("no program: {error}"))?;
    if !output.status.success() {
        return Err(format!("the program ended with {}", output.status));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(|error| error.to_string()))
        .collect()
}
