//! All rules over 10,000 webhooks: under 50 ms. `cargo bench --bench rules`.

use criterion::{Criterion, criterion_group, criterion_main};
use hookswitch::domain::audit::{Input, audit};

#[path = "../tests/support/many.rs"]
mod many;

fn rules(criterion: &mut Criterion) {
    let company = many::many(10_000);
    let input = Input {
        company: "Many",
        listing: &company.listing,
        checks: Some(&company.checks),
        past: Some(&company.past),
        before: None,
        now: many::now(),
    };
    criterion.bench_function("rules over 10,000 webhooks", |bencher| bencher.iter_with_large_drop(|| audit(&input)));
}

criterion_group!(benches, rules);
criterion_main!(benches);
