//! Histograms with exponential buckets.

use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};

/// The upper bounds of buckets: the first, the factor from one to the next, and their number.
pub(super) type Buckets = (f64, f64, u16);

/// An empty histogram.
pub(super) fn histogram((first, factor, count): Buckets) -> Histogram {
    Histogram::new(exponential_buckets(first, factor, count))
}
