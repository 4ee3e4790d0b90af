//! Sequences of classes in a chain: the best whole one, and the chance of every class at every place.
//!
//! Class 0 is outside; then come, for each type of span, the classes of its first, inner, last and only token, so that
//! type `t` owns the classes from `1 + 4 * t` on.

use super::exp;

/// Scores or chances of the classes of one token.
pub type Row<const C: usize> = [f32; C];

/// The class of a token of a span of type `kind`, at position `at` of `length` tokens.
#[cfg(feature = "train")]
pub fn class(kind: usize, at: usize, length: usize) -> usize {
    let place = match (at, length) {
        (_, 1) => 3,
        (0, _) => 0,
        (at, length) if at + 1 == length => 2,
        _ => 1,
    };
    1 + 4 * kind + place
}

/// The feature of what went before: a class, or the number of classes for the start.
pub fn after(class: usize) -> u32 {
    super::feature(500, class as u32, 0)
}

/// True if a span may begin, or none be, after class `c`.
pub fn closes(c: usize) -> bool {
    c == 0 || (c - 1) % 4 >= 2
}

/// True if class `c` may follow where no span is open.
pub fn opens(c: usize) -> bool {
    c == 0 || matches!((c - 1) % 4, 0 | 3)
}

/// True if class `c` may follow class `p`.
fn joins(p: usize, c: usize) -> bool {
    if closes(p) { opens(c) } else { !opens(c) && (p - 1) / 4 == (c - 1) / 4 }
}

/// The spans of a sequence of classes: start, end, type.
pub fn spans(path: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (i, &c) in path.iter().enumerate() {
        if opens(c) {
            start = i;
        }
        if c != 0 && closes(c) {
            found.push((start, i + 1, (c - 1) / 4));
        }
    }
    found
}

/// The best sequence for given scores (Viterbi); only whole spans. `follows` holds a row for each class before, and one for
/// the start; `gains` are the [`gains`] of it.
pub fn best<const C: usize>(emissions: &[Row<C>], follows: &[Row<C>], gains: &Row<C>) -> Vec<usize> {
    let mut back: Vec<[u8; C]> = Vec::with_capacity(emissions.len());
    let mut last = [f32::NEG_INFINITY; C];
    for (i, row) in emissions.iter().enumerate() {
        let mut now = [f32::NEG_INFINITY; C];
        let mut from = [0u8; C];
        if i == 0 {
            let start = follows.last().copied().unwrap_or([0.0; C]);
            for (c, ((n, e), s)) in now.iter_mut().zip(row).zip(&start).enumerate() {
                if opens(c) {
                    *n = e + s;
                }
            }
        } else {
            // Most words are outside, and what opens after them is best reached from there: most others need not be tried.
            let outside = last.first().copied().unwrap_or_default();
            for (p, ((follow, before), gain)) in follows.iter().zip(&last).zip(gains).enumerate() {
                if *before == f32::NEG_INFINITY || before + gain < outside {
                    continue;
                }
                let mut try_class = |c: usize| {
                    if let (Some(n), Some(f), Some(b)) = (now.get_mut(c), follow.get(c), from.get_mut(c))
                        && before + f > *n
                    {
                        *n = before + f;
                        *b = p as u8;
                    }
                };
                if closes(p) {
                    try_class(0);
                    for c in (1..C).step_by(4) {
                        try_class(c);
                        try_class(c + 3);
                    }
                } else {
                    let base = 1 + (p - 1) / 4 * 4;
                    try_class(base + 1);
                    try_class(base + 2);
                }
            }
            now.iter_mut().zip(row).for_each(|(n, e)| *n += e);
        }
        back.push(from);
        last = now;
    }
    let mut top = (0, f32::NEG_INFINITY);
    for (c, &score) in last.iter().enumerate().filter(|(c, _)| closes(*c)) {
        if score > top.1 {
            top = (c, score);
        }
    }
    let mut path = vec![top.0; emissions.len()];
    for i in (1..path.len()).rev() {
        let class = path.get(i).copied().unwrap_or(0);
        let before = back.get(i).and_then(|b| b.get(class)).copied().unwrap_or(0);
        if let Some(slot) = path.get_mut(i - 1) {
            *slot = usize::from(before);
        }
    }
    path
}

/// The most that a class, as the one before, is worth more than outside to a class that opens; without end for one that does
/// not close.
pub fn gains<const C: usize>(follows: &[Row<C>]) -> Row<C> {
    let mut gains = [f32::INFINITY; C];
    let Some(outside) = follows.first() else { return gains };
    for (p, (gain, row)) in gains.iter_mut().zip(follows).enumerate().filter(|(p, _)| closes(*p)) {
        let over = row.iter().zip(outside).enumerate().filter(|(c, _)| opens(*c)).map(|(_, (f, o))| f - o);
        // Sums are rounded.
        *gain = over.fold(f32::NEG_INFINITY, f32::max) + f32::from(u8::from(p > 0));
    }
    gains
}

/// Below this a score forbids its class.
const LOW: f32 = -5e8;

/// What follows what, as odds: a row for each class before, and one for the start.
pub fn odds<const C: usize>(follows: &[Row<C>]) -> Vec<Row<C>> {
    let step = |(p, row): (usize, &Row<C>)| -> Row<C> {
        let mut row = row.map(|x| exp(x.clamp(-30.0, 30.0)));
        let allowed = |c: usize| if p == C { opens(c) } else { joins(p, c) };
        row.iter_mut().enumerate().filter(|(c, _)| !allowed(*c)).for_each(|(_, x)| *x = 0.0);
        row
    };
    follows.iter().enumerate().map(step).collect()
}

/// The chance of every class at every place (forward and backward), given the [`odds`] of what follows what; what each class
/// is worth after each is added to `pairs`, a row for each class before and one for the start, if that is not empty.
pub fn chances<const C: usize>(emissions: &[Row<C>], t: &[Row<C>], pairs: &mut [Row<C>]) -> Vec<Row<C>> {
    let odds = |row: &Row<C>| {
        let max = row.iter().copied().fold(2.0 * LOW, f32::max);
        row.map(|x| exp((x - max).max(-80.0)) * f32::from(u8::from(x > LOW)))
    };
    let e: Vec<Row<C>> = emissions.iter().map(odds).collect();
    let mut forward: Vec<(Row<C>, f32)> = Vec::with_capacity(e.len());
    for odds in &e {
        let mut row = [0f32; C];
        match forward.last() {
            None => row = t.last().copied().unwrap_or(row),
            Some((before, _)) => {
                for (f, t) in before.iter().zip(t).filter(|(f, _)| **f > 0.0) {
                    row.iter_mut().zip(t).for_each(|(r, t)| *r += f * t);
                }
            }
        }
        row.iter_mut().zip(odds).for_each(|(r, e)| *r *= e);
        let sum: f32 = row.iter().sum::<f32>().max(1e-30);
        forward.push((row.map(|x| x / sum), sum));
    }
    let ways: [Row<C>; C] = std::array::from_fn(|c| {
        std::array::from_fn(|p| t.get(p).and_then(|row| row.get(c)).copied().unwrap_or_default())
    });
    let mut beta: Row<C> = std::array::from_fn(|c| f32::from(u8::from(closes(c))));
    let mut out = vec![[0f32; C]; e.len()];
    for (i, (odds, slot)) in e.iter().zip(&mut out).enumerate().rev() {
        let Some((here, scale)) = forward.get(i) else { continue };
        let mut row = *here;
        row.iter_mut().zip(&beta).for_each(|(r, b)| *r *= b);
        let sum: f32 = row.iter().sum::<f32>().max(1e-30);
        row = row.map(|x| x / sum);
        *slot = row;
        let mut ahead = *odds;
        ahead.iter_mut().zip(&beta).for_each(|(o, b)| *o = *o * b / scale);
        let Some((before, _)) = i.checked_sub(1).and_then(|k| forward.get(k)) else {
            if let Some(start) = pairs.last_mut() {
                start.iter_mut().zip(&row).for_each(|(p, r)| *p += r);
            }
            continue;
        };
        beta = [0.0; C];
        for (ahead, ways) in ahead.iter().zip(&ways) {
            beta.iter_mut().zip(ways).for_each(|(beta, way)| *beta += way * ahead);
        }
        for ((pairs, f), t) in pairs.iter_mut().zip(before).zip(t) {
            pairs.iter_mut().zip(t).zip(&ahead).for_each(|((pair, t), a)| *pair += f * (t * a) / sum);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_once_open_is_closed() {
        let follows = vec![[0.0; 5]; 6];
        let mut row = [0.0; 5];
        row[2] = 5.0;
        assert_eq!(best(&[row; 4], &follows, &gains(&follows)), [1, 2, 2, 3]);
        assert_eq!(spans(&[1, 2, 2, 3]), [(0, 4, 0)]);
        assert_eq!(best(&[row], &follows, &gains(&follows)).len(), 1);
        assert!(best::<5>(&[], &follows, &gains(&follows)).is_empty());
    }

    #[test]
    fn chances_are_those_of_all_sequences() {
        let follows: Vec<Row<5>> = (0..6).map(|p| std::array::from_fn(|c| (p * 5 + c) as f32 * 0.1 - 1.0)).collect();
        let rows: Vec<Row<5>> = (0..4).map(|i| std::array::from_fn(|c| ((i * 7 + c * 3) % 5) as f32 * 0.4)).collect();
        let mut wanted = vec![[0f32; 5]; 4];
        let mut all = 0.0;
        for n in 0..625usize {
            let path: Vec<usize> = (0..4u32).map(|i| n / 5usize.pow(i) % 5).collect();
            let whole = opens(path[0]) && closes(path[3]) && path.windows(2).all(|w| joins(w[0], w[1]));
            if whole {
                let start = follows[5][path[0]];
                let steps: f32 = path.windows(2).map(|w| follows[w[0]][w[1]]).sum();
                let weight = (start + steps + path.iter().zip(&rows).map(|(c, r)| r[*c]).sum::<f32>()).exp();
                all += weight;
                path.iter().zip(&mut wanted).for_each(|(c, w)| w[*c] += weight);
            }
        }
        let mut pairs = vec![[0f32; 5]; 6];
        let found = chances(&rows, &odds(&follows), &mut pairs);
        for (f, w) in found.iter().flatten().zip(wanted.iter().flatten()) {
            assert!((f - w / all).abs() < 1e-5, "{f} {}", w / all);
        }
        let sum: f32 = pairs.iter().flatten().sum();
        assert!((sum - 4.0).abs() < 1e-4, "{sum}");
    }
}
