//! The program, while a test uses it.

use std::collections::HashMap;
use std::env;
use std::io::{BufRead, BufReader, Read};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::http::{Reply, exchange};

pub const NUMBER: &str = "+19195551234";
/// `sandbox-user:sandbox-password`
pub const BASIC: &str = "authorization: Basic c2FuZGJveC11c2VyOnNhbmRib3gtcGFzc3dvcmQ=";

/// Longer than anything here takes on a machine that is awake.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program under test, which was built with these tests.
pub fn program() -> Command {
    let tests = env::current_exe().unwrap();
    let target = tests.ancestors().nth(2).unwrap();
    let mut path: PathBuf = target.join("examples").join("sandbox");
    path.set_extension(env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "build the examples first: cargo build --package bandwidth-mfa --features testing --examples"
    );
    Command::new(path)
}

/// A sandbox that runs until this is dropped.
pub struct Served {
    child: Child,
    lines: Receiver<String>,
    /// What it says to export.
    pub variables: HashMap<String, String>,
    /// Where the authority's certificate is, with TLS.
    pub authority: Option<PathBuf>,
    pub port: u16,
}

impl Served {
    /// Starts one on any free port.
    pub fn new(options: &[&str]) -> Self {
        let mut child = program()
            .args(["--port", "0"])
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        thread::spawn(move || {
            for line in output.lines() {
                // The test is over, or the program is.
                let Ok(line) = line else { return };
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let mut served = Self {
            child,
            lines,
            variables: HashMap::new(),
            authority: None,
            port: 0,
        };
        served.read_announcement();
        served
    }

    fn read_announcement(&mut self) {
        while !self.variables.contains_key("USER_NUMBER") {
            let line = self.line();
            if let Some((_, file)) = line.split_once("certificate is in ") {
                self.authority = Some(PathBuf::from(file));
            }
            if let Some((name, value)) = line
                .strip_prefix("export ")
                .and_then(|pair| pair.split_once('='))
            {
                self.variables.insert(name.to_owned(), value.to_owned());
            }
        }
        let url = &self.variables["BW_MFA_BASE_URL"];
        let port = url.split([':', '/']).find_map(|part| part.parse().ok());
        self.port = port.unwrap();
    }

    /// The next line that it prints.
    pub fn line(&self) -> String {
        self.lines
            .recv_timeout(PATIENCE)
            .expect("the sandbox prints another line")
    }

    /// A request of anything.
    pub fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Reply {
        exchange(self.port, method, path, headers, body).unwrap()
    }

    /// A request of an operation.
    pub fn call(&self, operation: &str, body: &Value) -> Reply {
        let path = format!("/api/v1/accounts/9900000/code/{operation}");
        let headers = [BASIC, "content-type: application/json"];
        self.ask("POST", &path, &headers, &body.to_string())
    }

    /// Sends a text with a code.
    pub fn send(&self, message: &str) -> Reply {
        self.call("messaging", &code_request(message))
    }

    pub fn verify(&self, code: &str) -> Reply {
        let request = json!({ "to": NUMBER, "code": code, "expirationTimeInMinutes": 3 });
        self.call("verify", &request)
    }

    /// The one number that it knows of, as JSON.
    pub fn number(&self) -> Value {
        let inbox = self.ask("GET", "/inbox.json", &[], "").json();
        inbox["numbers"][0].clone()
    }

    /// Lets go of the program, which then runs until it is told to end.
    pub fn interrupt(&self) {
        let id = self.child.id().to_string();
        let status = Command::new("kill").args(["-INT", &id]).status();
        assert!(status.unwrap().success());
    }

    /// Waits for its end, and says whether all was well.
    pub fn wait(&mut self) -> bool {
        self.child.wait().unwrap().success()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(file) = &self.authority {
            let _ = std::fs::remove_file(file);
        }
    }
}

pub fn code_request(message: &str) -> Value {
    json!({
        "to": NUMBER,
        "from": "+19195554321",
        "applicationId": "app",
        "message": message,
        "digits": 6,
    })
}

/// Runs the program to an end that comes at once, and returns its code and what it said of errors.
pub fn fails(options: &[&str]) -> (Option<i32>, String) {
    let output: Output = program().args(options).output().unwrap();
    let mut text = String::new();
    output.stderr.as_slice().read_to_string(&mut text).unwrap();
    (output.status.code(), text)
}
