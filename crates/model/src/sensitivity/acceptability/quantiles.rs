//! Quantile functions: from a share in (0, 1) to the value that this share of draws lies below.

use libm::log;

/// Of the standard normal distribution, to about 7 digits: algorithm AS 241, routine `PPND7` (Wichura,
/// *The percentage points of the normal distribution*, Applied Statistics 37, 1988), for shares in
/// [1e-10, 1 − 1e-10].
pub fn normal(share: f64) -> f64 {
    let q = share - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        let above =
            ((59.109_374_720 * r + 159.291_132_02) * r + 50.434_271_938) * r + 3.387_132_717_9;
        let below = ((67.187_563_600 * r + 78.757_757_664) * r + 17.895_169_469) * r + 1.0;
        return q * above / below;
    }
    let r = (-log(share.min(1.0 - share))).sqrt() - 1.6;
    let above =
        ((0.170_238_211_03 * r + 1.306_728_481_6) * r + 2.756_815_390_0) * r + 1.423_437_277_7;
    let below = (0.120_211_329_75 * r + 0.737_001_642_50) * r + 1.0;
    (above / below).copysign(q)
}

/// Of the exponential distribution with mean 1.
pub fn exponential(share: f64) -> f64 {
    -log(1.0 - share)
}

/// Of the triangular distribution on [−1, 1] with its peak at 0.
pub fn symmetric_triangular(share: f64) -> f64 {
    if share < 0.5 { (2.0 * share).sqrt() - 1.0 } else { 1.0 - (2.0 * (1.0 - share)).sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_quantile_lies_above_its_share(share in 1e-6_f64..(1.0 - 1e-6)) {
            let below = libm::erfc(-normal(share) / std::f64::consts::SQRT_2) / 2.0;
            prop_assert!((below / share - 1.0).abs() < 1e-5);
            let below = 1.0 - libm::exp(-exponential(share));
            prop_assert!((below / share - 1.0).abs() < 1e-9);
            let t = symmetric_triangular(share);
            let outside = (1.0 - t.abs()).powi(2) / 2.0;
            let below = if t < 0.0 { outside } else { 1.0 - outside };
            prop_assert!((below / share - 1.0).abs() < 1e-9);
        }
    }
}
