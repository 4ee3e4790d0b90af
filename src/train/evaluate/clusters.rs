//! How alike two groupings of mentions are: MUC, B³, CEAF-e.

use std::collections::{BTreeMap, BTreeSet};

/// Mentions of one document by entity: gold and ours under the same numbers where they are the same mention.
pub type Clusters = Vec<BTreeSet<usize>>;

/// Numerators and denominators of recall and precision.
#[derive(Clone, Copy, Default)]
pub struct Ratio([f64; 4]);

impl Ratio {
    /// Adds another document's.
    pub fn add(&mut self, other: Ratio) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a += b);
    }

    /// Precision, recall and F1 in percent.
    pub fn prf(self) -> [f64; 3] {
        let [rn, rd, pn, pd] = self.0;
        let (p, r) = (pn / pd.max(1e-9), rn / rd.max(1e-9));
        [p, r, 2.0 * p * r / (p + r).max(1e-9)].map(|x| 100.0 * x)
    }
}

/// The entity of each mention.
pub fn owner(clusters: &Clusters) -> BTreeMap<usize, usize> {
    clusters.iter().enumerate().flat_map(|(c, set)| set.iter().map(move |&m| (m, c))).collect()
}

/// Links that are right (Vilain et al. 1995).
pub fn muc(key: &Clusters, response: &Clusters) -> Ratio {
    let side = |these: &Clusters, those: &Clusters| {
        let of = owner(those);
        these.iter().fold((0.0, 0.0), |(n, d), set| {
            let parts: BTreeSet<_> = set.iter().filter_map(|m| of.get(m)).collect();
            let alone = set.iter().filter(|m| !of.contains_key(m)).count();
            (n + (set.len() - parts.len() - alone) as f64, d + (set.len() - 1) as f64)
        })
    };
    let ((rn, rd), (pn, pd)) = (side(key, response), side(response, key));
    Ratio([rn, rd, pn, pd])
}

/// Share of each mention's entity that is right (Bagga and Baldwin 1998).
pub fn b_cubed(key: &Clusters, response: &Clusters) -> Ratio {
    let side = |these: &Clusters, those: &Clusters| {
        let of = owner(those);
        let mut sum = (0.0, 0.0);
        for set in these {
            for m in set {
                let same = of.get(m).map_or(0, |&c| those[c].intersection(set).count());
                sum = (sum.0 + same as f64 / set.len() as f64, sum.1 + 1.0);
            }
        }
        sum
    };
    let ((rn, rd), (pn, pd)) = (side(key, response), side(response, key));
    Ratio([rn, rd, pn, pd])
}

/// Best one-to-one match of entities by their shares of common mentions (Luo 2005).
pub fn ceaf(key: &Clusters, response: &Clusters) -> Ratio {
    let alike =
        |a: &BTreeSet<usize>, b: &BTreeSet<usize>| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    let costs: Vec<Vec<f64>> = key.iter().map(|k| response.iter().map(|r| -alike(k, r)).collect()).collect();
    let best = -assignment(&costs, key.len(), response.len());
    Ratio([best, key.len() as f64, best, response.len() as f64])
}

/// The least sum of one cell a row and column (Kuhn and Munkres, with potentials).
fn assignment(costs: &[Vec<f64>], rows: usize, columns: usize) -> f64 {
    let n = rows.max(columns);
    let cost = |i: usize, j: usize| costs.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut matched = vec![0; n + 1];
    for i in 1..=n {
        let (mut least, mut used, mut way) = (vec![f64::INFINITY; n + 1], vec![false; n + 1], vec![0; n + 1]);
        matched[0] = i;
        let mut j0 = 0;
        loop {
            used[j0] = true;
            let (mut delta, mut j1) = (f64::INFINITY, 0);
            for j in 1..=n {
                if used[j] {
                    continue;
                }
                let reduced = cost(matched[j0] - 1, j - 1) - u[matched[j0]] - v[j];
                if reduced < least[j] {
                    (least[j], way[j]) = (reduced, j0);
                }
                if least[j] < delta {
                    (delta, j1) = (least[j], j);
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[matched[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            j0 = j1;
            if matched[j0] == 0 {
                break;
            }
        }
        while j0 != 0 {
            matched[j0] = matched[way[j0]];
            j0 = way[j0];
        }
    }
    (1..=n).map(|j| cost(matched[j] - 1, j - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(of: &[&[usize]]) -> Clusters {
        of.iter().map(|s| s.iter().copied().collect()).collect()
    }

    #[test]
    fn measures_agree_with_the_worked_examples_of_the_literature() {
        // Luo 2005, figure 1 (a): key 1-5, 6-7, 8-12; response joins the last two.
        let key = sets(&[&[1, 2, 3, 4, 5], &[6, 7], &[8, 9, 10, 11, 12]]);
        let response = sets(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11, 12]]);
        let f = |r: Ratio| r.prf()[2];
        assert!((f(muc(&key, &response)) - 94.7).abs() < 0.1);
        assert!((f(b_cubed(&key, &response)) - 86.5).abs() < 0.1);
        assert!((f(ceaf(&key, &response)) - 73.3).abs() < 0.1);
        for measure in [muc, b_cubed, ceaf] {
            assert!((f(measure(&key, &key)) - 100.0).abs() < 1e-9);
        }
    }
}
