//! The exponential function, the same on every machine and several times faster than the one of the platform.

/// Adding this to a number of up to 22 bits rounds it to the nearest whole one, which is in the last bits then.
pub(super) const ROUND: f32 = 12_582_912.0;

/// `e` to the power of `x` within a hundred-thousandth of its value; powers below -87 and above 88 are cut there.
#[inline]
pub fn exp(x: f32) -> f32 {
    let power = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let rounded = power + ROUND;
    let whole = rounded - ROUND;
    let part = (power - whole) * std::f32::consts::LN_2;
    // Taylor's series; the part is at most 0.35.
    let series = 1.0 + part * (1.0 + part * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0)))));
    // The whole number is in the last bits; neither this nor the limits go one by one where many are asked for.
    f32::from_bits(rounded.to_bits().wrapping_add(127) << 23) * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_near_the_exponential_function() {
        for i in -8600..8700 {
            let x = i as f32 / 100.0;
            let (is, want) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((is / want - 1.0).abs() < 1e-5, "{x}: {is} {want}");
        }
        assert!((exp(0.0) - 1.0).abs() < 1e-7);
        assert!(exp(-1e9) > 0.0 && exp(1e9).is_finite());
    }
}
