//! A program that calls every operation of one tag, as an example of the client: nobody runs it, but all that it needs is compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{
    FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Type, TypeParamBound,
    Visibility,
};
use toml_edit::DocumentMut;

use crate::console::{Outcome, Problem, While};

/// The name of the example.
pub const EXAMPLE: &str = "calls";

/// What the program gives to every parameter.
const ANY: &str = r#"
/// A value of any type: nobody runs this.
fn any<T>() -> T {
    std::hint::black_box(None).expect("nobody runs this")
}
"#;

/// Writes the program into every client; all of them call the same operations, those of our largest tag that all have. A client
/// without handles may put the name of the tag before that of the operation. Returns how many these are.
pub fn write(clients: &[&Path]) -> Outcome<usize> {
    let clients: Vec<Client> = clients
        .iter()
        .map(|root| Client::read(root))
        .collect::<Outcome<_>>()?;
    let Some(own) = clients.first() else {
        return Ok(0);
    };
    let (on, names) = own.largest(|_| true);
    let tag = own.handles.get(on).map(|handle| format!("{handle}_"));
    let short = |name: &str| {
        let short = tag.as_ref().and_then(|tag| name.strip_prefix(tag));
        short.unwrap_or(name).to_owned()
    };
    let mut wanted: BTreeSet<String> = names.into_iter().map(short).collect();
    for client in &clients {
        let (_, found) = client.largest(|name| wanted.contains(&short(name)));
        let found: BTreeSet<String> = found.into_iter().map(short).collect();
        wanted.retain(|name| found.contains(name));
    }
    for client in &clients {
        let (on, names) = client.largest(|name| wanted.contains(&short(name)));
        let names: BTreeMap<String, &str> =
            names.into_iter().map(|name| (short(name), name)).collect();
        client.write(on, names.values().copied())?;
    }
    Ok(wanted.len())
}

/// A client, as far as its text tells what can be called.
#[derive(Default)]
struct Client {
    root: PathBuf,
    /// What the library is called in Rust.
    library: String,
    /// The type of the client itself.
    ty: String,
    /// Methods of the client that give the handle of a tag, by the name of that.
    handles: BTreeMap<String, String>,
    /// Methods that make calls, and what stands for their arguments, by the type that has them: the client or a tag's handle.
    calls: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

impl Client {
    fn read(root: &Path) -> Outcome<Self> {
        let manifest = root.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).while_doing("read", &manifest)?;
        let package = text.parse::<DocumentMut>().ok();
        let package = package.as_ref().and_then(|text| text.get("package"));
        let name = package.and_then(|package| package.get("name")?.as_str());
        let name = name.ok_or_else(|| {
            Problem::new(format!("{} does not name a package", manifest.display()))
        })?;
        let library = name.replace('-', "_");
        let mut client = Self {
            root: root.to_owned(),
            ty: format!("{library}::Client"),
            library,
            ..Self::default()
        };
        client.read_directory(&root.join("src"))?;
        Ok(client)
    }

    fn read_directory(&mut self, directory: &Path) -> Outcome<()> {
        let entries = fs::read_dir(directory).while_doing("read the directory", directory)?;
        for entry in entries {
            let path = entry.while_doing("read the directory", directory)?.path();
            if path.is_dir() {
                self.read_directory(&path)?;
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(&path).while_doing("read", &path)?;
                let file = syn::parse_file(&text);
                for item in file.map(|file| file.items).unwrap_or_default() {
                    self.read_item(&item);
                }
            }
        }
        Ok(())
    }

    fn read_item(&mut self, item: &Item) {
        let Item::Impl(block) = item else { return };
        let (None, Type::Path(on)) = (&block.trait_, &*block.self_ty) else {
            return;
        };
        let Some(name) = on.path.segments.last() else {
            return;
        };
        let name = name.ident.to_string();
        let is_client = name == "Client";
        if is_client && on.path.segments.len() > 1 {
            self.ty = self.outside(&*block.self_ty);
        }
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            let (Visibility::Public(_), Some(FnArg::Receiver(_))) =
                (&method.vis, method.sig.inputs.first())
            else {
                continue;
            };
            let given = last_of(&method.sig.output);
            let called = method.sig.ident.to_string();
            if method.sig.asyncness.is_some() || given.as_deref() == Some("Call") {
                let arguments = method
                    .sig
                    .inputs
                    .iter()
                    .filter_map(|argument| match argument {
                        FnArg::Typed(argument) => Some(self.argument(&argument.ty)),
                        FnArg::Receiver(_) => None,
                    });
                let arguments = arguments.collect();
                let calls = self.calls.entry(name.clone()).or_default();
                calls.insert(called, arguments);
            } else if let Some(handle) = given.filter(|_| is_client) {
                self.handles.insert(handle, called);
            }
        }
    }

    /// What stands for a value of this type.
    fn argument(&self, ty: &Type) -> String {
        let Type::ImplTrait(implemented) = ty else {
            return "any()".to_owned();
        };
        let bound = implemented.bounds.iter().find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => bound.path.segments.last(),
            _ => None,
        });
        let inner = bound.and_then(|bound| match &bound.arguments {
            PathArguments::AngleBracketed(arguments) => arguments.args.first(),
            _ => None,
        });
        match inner {
            Some(GenericArgument::Type(ty)) => format!("any::<{}>()", self.owned(ty)),
            Some(GenericArgument::AssocType(item)) => {
                format!("any::<Vec<{}>>()", self.owned(&item.ty))
            }
            _ => "any()".to_owned(),
        }
    }

    /// A type that can be made into this one, seen from the program.
    fn owned(&self, ty: &Type) -> String {
        if let Type::ImplTrait(_) = ty {
            let any = self.argument(ty);
            let inner = any
                .strip_prefix("any::<")
                .and_then(|any| any.strip_suffix(">()"));
            return inner.unwrap_or("String").to_owned();
        }
        match self.outside(ty).as_str() {
            "str" => "String".to_owned(),
            other => other.to_owned(),
        }
    }

    /// A type of the client's, seen from the program.
    fn outside(&self, ty: &impl ToTokens) -> String {
        let text = ty.to_token_stream().to_string().replace(' ', "");
        let text = text.replace("crate::", &format!("{}::", self.library));
        match text.strip_prefix("models::") {
            Some(rest) => format!("{}::models::{rest}", self.library),
            None => text,
        }
    }

    /// The type that has most of the calls that are wanted, and their names.
    fn largest(&self, is_wanted: impl Fn(&str) -> bool) -> (&str, BTreeSet<&str>) {
        let types = self.calls.iter().map(|(on, calls)| {
            let names = calls.keys().map(String::as_str);
            (on.as_str(), names.filter(|name| is_wanted(name)).collect())
        });
        let largest = types.max_by_key(|(_, names): &(&str, BTreeSet<&str>)| names.len());
        largest.unwrap_or_default()
    }

    fn write<'n>(&self, on: &str, names: impl ExactSizeIterator<Item = &'n str>) -> Outcome<()> {
        let mut text = format!(
            "//! Calls {} operations.\n\nasync fn calls(client: &{}) {{\n",
            names.len(),
            self.ty
        );
        let handle = self.handles.get(on);
        let handle = handle.map_or(String::new(), |handle| format!(".{handle}()"));
        for name in names {
            let arguments = self.calls[on][name].join(", ");
            let _ = writeln!(
                text,
                "    let _ = client{handle}.{name}({arguments}).await;"
            );
        }
        let _ = write!(
            text,
            "}}\n{ANY}
fn main() {{
    let client: {} = any();
    let calls: std::pin::Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(calls(&client));
    drop(std::hint::black_box(calls));
}}
",
            self.ty
        );
        let directory = self.root.join("examples");
        fs::create_dir_all(&directory).while_doing("make the directory", &directory)?;
        let path = directory.join(format!("{EXAMPLE}.rs"));
        fs::write(&path, text).while_doing("write", &path)
    }
}

/// The last name in the path of what a function gives.
fn last_of(output: &ReturnType) -> Option<String> {
    let ReturnType::Type(_, ty) = output else {
        return None;
    };
    let Type::Path(path) = &**ty else { return None };
    path.path
        .segments
        .last()
        .map(|segment| segment.ident.to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::write;

    fn client(package: &str, text: &str) -> TempDir {
        let root = TempDir::new().unwrap();
        fs::create_dir(root.path().join("src")).unwrap();
        let manifest = format!("[package]\nname = \"{package}\"\n");
        fs::write(root.path().join("Cargo.toml"), manifest).unwrap();
        fs::write(root.path().join("src/lib.rs"), text).unwrap();
        root
    }

    #[test]
    fn every_client_calls_what_all_of_them_have() {
        let own = client(
            "own-pets",
            "impl Client { pub fn pets(&self) -> Pets<'_> { Pets }
                           pub fn other(&self) -> Other<'_> { Other } }
             impl<'a> Pets<'a> {
                 pub fn get(&self, id: impl Into<String>, tags: impl IntoIterator<Item = impl Into<models::Tag>>) -> Call<Get> {}
                 pub fn put(&self, pet: models::Pet, count: i64) -> Call<Put> {}
                 pub fn lost(&self) -> Call<Lost> {}
                 fn hidden(&self) -> Call<Get> {}
             }
             impl<'a> Other<'a> { pub fn alone(&self) -> Call<Alone> {}
                                  pub fn get(&self) -> Call<Get> {} }",
        );
        let other = client(
            "other",
            "impl crate::client::Client {
                 pub async fn get(&self, id: &str, tags: impl Into<crate::types::Tags>) -> Result<(), Error> {}
                 pub async fn pets_put(&self, name: impl AsRef<str>) -> Result<(), Error> {}
                 pub fn lost(&self) {}
                 pub async fn alone(&self) {}
             }",
        );
        assert_eq!(write(&[own.path(), other.path()]).unwrap(), 2);
        let calls = |root: &TempDir| {
            let text = fs::read_to_string(root.path().join("examples/calls.rs")).unwrap();
            let lines = text.lines().map(str::trim);
            let lines = lines.filter(|line| line.contains("client"));
            lines.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(
            calls(&own),
            [
                "async fn calls(client: &own_pets::Client) {",
                "let _ = client.pets().get(any::<String>(), any::<Vec<own_pets::models::Tag>>()).await;",
                "let _ = client.pets().put(any(), any()).await;",
                "let client: own_pets::Client = any();",
                "let calls: std::pin::Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(calls(&client));",
            ]
        );
        assert_eq!(
            calls(&other),
            [
                "async fn calls(client: &other::client::Client) {",
                "let _ = client.get(any(), any::<other::types::Tags>()).await;",
                "let _ = client.pets_put(any::<String>()).await;",
                "let client: other::client::Client = any();",
                "let calls: std::pin::Pin<Box<dyn Future<Output = ()> + '_>> = Box::pin(calls(&client));",
            ]
        );
    }
}
