//! Numbers by rival, a few of which are added and compared at once.

/// How many rivals are compared at once; four doubles fill two registers of every 64-bit machine.
pub(super) const LANES: usize = 4;

/// Numbers by rival, filled up to whole lanes.
pub(super) type Row = Vec<[f64; LANES]>;

/// Points of the framework at place `own` less those of each other, filled up with `beyond`.
pub(super) fn leads(points: &[f64], own: usize, beyond: f64) -> Row {
    let rivals = points.iter().enumerate().filter(|(place, _)| *place != own);
    let mut row = vec![[beyond; LANES]; (points.len() - 1).div_ceil(LANES)];
    for (slot, (_, rival)) in row.as_flattened_mut().iter_mut().zip(rivals) {
        *slot = points[own] - rival;
    }
    row
}

/// Two rows made one, number by number.
pub(super) fn pick(a: &Row, b: &Row, choose: impl Fn(f64, f64) -> f64) -> Row {
    let lanes = |(a, b): (&[f64; LANES], &[f64; LANES])| {
        std::array::from_fn(|lane| choose(a[lane], b[lane]))
    };
    a.iter().zip(b).map(lanes).collect()
}

/// The sums.
pub(super) fn add(a: &Row, b: &Row) -> Row {
    pick(a, b, |a, b| a + b)
}

/// The least of the sums.
pub(super) fn least(a: &Row, b: &Row) -> f64 {
    let mut least = [f64::INFINITY; LANES];
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            let sum = a[lane] + b[lane];
            if sum < least[lane] {
                least[lane] = sum;
            }
        }
    }
    least.into_iter().fold(f64::INFINITY, f64::min)
}
