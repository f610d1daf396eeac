//! A test delivery as a command for `sh`, to be pasted into a ticket: without the token and the URL's secrets.

use crate::domain::CallbackUrl;
use crate::domain::sample::TOKEN_PLACE;

/// What the command calls the token.
pub const VARIABLE: &str = "AIRCALL_WEBHOOK_TOKEN";

/// `body`: as it is shown, with [`TOKEN_PLACE`] for the token, which the shell fills in from [`VARIABLE`]. `token`: it
/// goes where somebody wrote it into the body.
pub fn curl(url: &CallbackUrl, body: &str, token: &str) -> String {
    let body = if token.is_empty() { body.to_owned() } else { body.replace(token, TOKEN_PLACE) };
    let body = body.split(TOKEN_PLACE).map(quoted).collect::<Vec<_>>().join(&format!("\"${{{VARIABLE}}}\""));
    let url = quoted(&url.masked());
    format!("curl --globoff --request POST --header 'Content-Type: application/json' --data-raw {body} --url {url}")
}

/// One word for `sh`, whatever is in it. No shell takes a zero byte, so it goes.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\0', "").replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use proptest::prelude::*;

    use super::*;

    /// What the words of a command are once a shell has read them.
    fn words(command: &str) -> String {
        let printed = command.replacen("curl", "printf '%s\\n'", 1);
        let ended = Command::new("sh").arg("-c").arg(printed).env(VARIABLE, "the token").output().unwrap();
        assert!(ended.status.success(), "{command}");
        String::from_utf8(ended.stdout).unwrap()
    }

    #[test]
    fn neither_token_nor_secrets_of_the_url_are_in_it() {
        let url = CallbackUrl::received("https://ada:hunter2@a.example/x?key=querysecret#fragment");
        let command = curl(&url, r#"{"token":"•••","data":{"copy":"9f8e7d"}}"#, "9f8e7d");
        for secret in ["hunter2", "querysecret", "fragment", "9f8e7d", "•••\","] {
            assert!(!command.contains(secret), "{secret}: {command}");
        }
        assert!(words(&command).contains(r#"{"token":"the token","data":{"copy":"the token"}}"#));
    }

    #[cfg(unix)]
    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_shell_reads_any_body_unharmed(body in "[^\0•]{0,60}") {
            let command = curl(&CallbackUrl::received("https://a.example/"), &body, "");
            let read = words(&command);
            let expected = format!("--data-raw\n{body}\n--url\nhttps://a.example/");
            prop_assert!(read.contains(&expected), "{read:?}");
        }
    }
}
