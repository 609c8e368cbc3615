//! Histograms with exponential buckets.

use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};

/// The upper ends of the buckets of a histogram: the first, the factor to the next, and how many.
pub(super) type Buckets = (f64, f64, u16);

/// A histogram in which nothing is counted yet.
pub(super) fn histogram((first, factor, count): Buckets) -> Histogram {
    Histogram::new(exponential_buckets(first, factor, count))
}
