use proptest::prelude::*;

use super::*;

#[test]
fn user_and_password_are_hidden_however_the_slashes_are_written() {
    for (raw, shown) in [
        ("https://u:hunter2@a.example/in", "https://•••@a.example/in"),
        ("https:/u:hunter2@a.example/in", "https:/•••@a.example/in"),
        ("https:u:hunter2@a.example/in", "https:•••@a.example/in"),
        (r"https:\\u:hunter2@a.example\in", r"https:\\•••@a.example\in"),
        (r"https:/\/u:hunter2@a.example/in", r"https:/\/•••@a.example/in"),
        ("//u:hunter2@a.example/in", "//•••@a.example/in"),
        ("https://u:hunter2@a.example?k=verysecret", "https://•••@a.example?k=•••"),
        ("https://u:hunter2/x@y@a.example/in", "https://•••@a.example/in"),
        ("https://a.example/@in", "https://a.example/@in"),
    ] {
        assert_eq!(masked(raw), shown);
        assert_eq!(secrets(raw).iter().any(|secret| secret.starts_with("hunter2")), raw.contains("hunter2"), "{raw}");
    }
}

#[test]
fn a_lone_secret_in_base64_is_no_key() {
    for lone in ["c2VjcmV0dG9rZW4xMjM=", "c2VjcmV0dG9rZW4xMg==", "c2VjcmV0dG9rZW4xMjM0"] {
        let raw = format!("https://a.example/in?{lone}&flag=&token=x");
        assert_eq!(masked(&raw), "https://a.example/in?•••&flag=&token=•••");
        assert_eq!(secrets(&raw), [lone]);
        assert!(secret_forms(&raw).iter().any(|form| form == lone.trim_end_matches('=')), "{lone}");
    }
    assert_eq!(masked("https://a.example/in?key=c2VjcmV0dG9rZW4xMg=="), "https://a.example/in?key=•••");
}

#[test]
fn a_secret_is_known_in_each_form_that_a_server_may_echo_it_in() {
    let forms = secret_forms("https://us%40er:p%C3%A4ss wort@a.example/in?key=a%2Fb%3Dlong+one#fr%20ag");
    for form in ["a%2Fb%3Dlong+one", "a/b=long+one", "a/b=long one", "us@er", "päss wort", "p%C3%A4ss%20wort", "fr ag"]
    {
        assert!(forms.iter().any(|known| known == form), "{form} in {forms:?}");
    }
    assert!(forms.is_sorted_by_key(|form| std::cmp::Reverse(form.len())));
}

proptest! {
    #[test]
    fn no_user_that_a_parser_finds_is_left(
        scheme in prop::sample::select(vec!["https", "HTTP", "ht\ttps", " https", "wss", "foo"]),
        slashes in r"[/\\\t]{0,4}",
        user in "[a-zA-Z0-9@:%+]{1,8}",
        password in "[a-z]{4}[0-9]{6}",
        rest in r"[/\\?#a-z]{0,6}",
    ) {
        let raw = format!("{scheme}:{slashes}{user}:{password}@a.example{rest}");
        prop_assert!(!masked(&raw).contains(&password), "{raw}: {}", masked(&raw));
        prop_assert!(!tells_a_user(&masked(&raw)));
    }

    #[test]
    fn any_text_is_cut_into_pieces_that_make_it_again(raw in ".*") {
        let parts = Parts::of(&raw);
        let user = parts.user.map(|user| format!("{user}@")).unwrap_or_default();
        let query = parts.query.map(|query| format!("?{query}")).unwrap_or_default();
        let fragment = parts.fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
        prop_assert_eq!(&format!("{}{user}{}{}{query}{fragment}", parts.start, parts.host, parts.path), &raw);
        prop_assert_eq!(masked(&masked(&raw)), masked(&raw));
    }
}
