//! Chromium without a window, driven by ChromeDriver.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, fs, process};

use serde_json::{Value, json};

use crate::http::exchange;
use crate::served::PATIENCE;

/// A browser with one page, until it is dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

impl Browser {
    /// Starts one of this size, or says why there is none. A run that must not go without one sets `CI_BROWSER`.
    pub fn start(width: u32, height: u32) -> Option<Self> {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let Some((driver, port)) = driver() else {
            let words =
                "no browser here: Debian has it in the packages chromium and chromium-driver";
            assert!(env::var_os("CI_BROWSER").is_none(), "{words}");
            eprintln!("skipped: {words}");
            return None;
        };
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let profile = env::temp_dir().join(format!("sandbox-page-{}-{number}", process::id()));
        let arguments = [
            "--headless",
            // Containers run tests as root, whom Chromium's own sandbox refuses.
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            &format!("--window-size={width},{height}"),
            &format!("--user-data-dir={}", profile.display()),
        ];
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            profile,
        };
        let capabilities =
            json!({ "alwaysMatch": { "goog:chromeOptions": { "args": arguments } } });
        let session = browser.command("", &json!({ "capabilities": capabilities }));
        browser.session = format!("/{}", session["sessionId"].as_str().unwrap());
        Some(browser)
    }

    /// Opens a page.
    pub fn open(&self, url: &str) {
        self.command("/url", &json!({ "url": url }));
    }

    /// What a piece of script returns.
    pub fn run(&self, script: &str) -> Value {
        self.command("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What the page shows as text.
    pub fn text(&self) -> String {
        let text = self.run("return document.body.innerText");
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the page shows this text.
    pub fn wait_for(&self, text: &str) {
        let began = Instant::now();
        while !self.text().contains(text) {
            let shown = self.text();
            assert!(began.elapsed() < PATIENCE, "no {text:?} in {shown}");
            thread::sleep(Duration::from_millis(50));
        }
    }

    fn command(&self, path: &str, body: &Value) -> Value {
        let path = format!("/session{}{path}", self.session);
        let headers = ["content-type: application/json"];
        let reply = exchange(self.port, "POST", &path, &headers, &body.to_string()).unwrap();
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        reply.json()["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            let path = format!("/session{}", self.session);
            let _ = exchange(self.port, "DELETE", &path, &[], "");
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// A driver and the port that it listens on, if it is on this machine.
fn driver() -> Option<(Child, u16)> {
    // It takes a port on one kind of address and then wants the same on the other, where another program may have it.
    for _ in 0..10 {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        if let Some(port) = port(&mut driver) {
            return Some((driver, port));
        }
        driver.wait().unwrap();
    }
    panic!("ChromeDriver finds no port");
}

/// The port that a driver says it listens on, unless it ends instead.
fn port(driver: &mut Child) -> Option<u16> {
    let mut output = BufReader::new(driver.stdout.take()?);
    let mut line = String::new();
    while output.read_line(&mut line).unwrap() > 0 {
        if let Some((_, rest)) = line.split_once("started successfully on port ") {
            // It goes on to say little, which nobody has to read.
            thread::spawn(move || output.lines().for_each(drop));
            let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
            return digits.parse().ok();
        }
        line.clear();
    }
    None
}
