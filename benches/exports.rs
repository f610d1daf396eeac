//! How long each format takes for 10,000 findings on 100 webhooks: under one second is promised.

#[path = "../tests/support/crowded.rs"]
mod crowded;
#[path = "../tests/support/report.rs"]
mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use hookswitch::domain::ReportFormat;
use hookswitch::report::render;

use crowded::crowded;

fn exports(criterion: &mut Criterion) {
    let dossier = crowded(10_000);
    let mut group = criterion.benchmark_group("exports of 10,000 findings");
    group.sample_size(10);
    for format in ReportFormat::ALL {
        group.bench_function(format.extension(), |bench| bench.iter(|| render(&dossier, format)));
    }
    group.finish();
}

criterion_group!(benches, exports);
criterion_main!(benches);
