//! The models of Firefox Translations as a [`StepDecoder`], through the engine `fxtranslate`.

use super::mask_beam::{Filled, Options, StepDecoder, fill};
use super::piece::Piece;
use super::shape::{Cell, one_byte, one_sign, shape};
use crate::text::mask::mask_fits;
use fxtranslate::engine::Engine;
use fxtranslate::spm::SpmVocab;
use fxtranslate::weights::Weights;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Pieces that a text to translate may have: what the models were trained on, less the end.
const LONGEST: usize = 127;

/// A translation model, ready to work. It may be used from several threads at once.
pub struct Model {
    engine: Engine,
    pieces: Vec<Piece>,
    /// The sign that ends a text. The engine takes it also for what stands before the first piece.
    end: u32,
    /// Layers of the decoder, each with as many numbers as `width`.
    layers: usize,
    width: usize,
}

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The folder does not hold one model.
    #[error("{dir} must hold {wanted}, but holds {found}", dir = .dir.display())]
    Files {
        /// The folder.
        dir: PathBuf,
        /// What is looked for: `one file model….bin`.
        wanted: &'static str,
        /// How many there are: `none`.
        found: String,
    },
    /// The folder cannot be read.
    #[error("cannot read {dir}: {source}", dir = .dir.display())]
    Io {
        /// The folder.
        dir: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// This machine cannot run the engine as it was built.
    #[error(
        "this processor has no AVX2, for which isnad was built: build it where no C++ compiler is found, and it takes a kernel \
         that needs none"
    )]
    Processor,
    /// A file is damaged, or of a kind that the engine does not know.
    #[error("the model in {dir} cannot be used ({why}): isnad models verify says whether it is damaged", dir = .dir.display())]
    Unusable {
        /// The folder.
        dir: PathBuf,
        /// Why.
        why: String,
    },
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("pieces", &self.pieces.len()).finish_non_exhaustive()
    }
}

/// The files of a model.
struct Files {
    model: PathBuf,
    source: PathBuf,
    target: PathBuf,
}

impl Model {
    /// Loads the model in a folder: `model….bin`, and `vocab….spm` or `srcvocab….spm` and `trgvocab….spm`. A list of likely
    /// words (`lex….bin`) is not used: what fits a shape is often not on it.
    ///
    /// # Errors
    /// When a file is missing, or is there twice, or cannot be used.
    pub fn load(dir: &Path) -> Result<Self, ModelError> {
        let files = Files::find(dir)?;
        let unusable = |why: String| ModelError::Unusable { dir: dir.to_owned(), why };
        if !has_kernel() {
            return Err(ModelError::Processor);
        }
        // The engine panics at what it does not know. A translation is tried here, so that it does not panic later.
        catch_unwind(AssertUnwindSafe(|| Self::read(&files)))
            .unwrap_or_else(|_| Err("its files are not what the engine expects".to_owned()))
            .map_err(unusable)
    }

    fn read(files: &Files) -> Result<Self, String> {
        let weights = Weights::load(&files.model)?;
        let (layers, width) = (weights.config().dec_depth, weights.config().dim_emb);
        let vocab = |path: &Path| SpmVocab::load(path).map_err(|error| error.to_string());
        let target = vocab(&files.target)?;
        let end = target.eos_id();
        let pieces = (0..u32::try_from(target.len()).map_err(|_| "too many pieces")?)
            .map(|id| if id == end { Piece { is_end: true, ..Piece::default() } } else { piece(target.piece(id)) })
            .collect();
        let engine = Engine::new(weights, vocab(&files.source)?, target);
        let model = Self { engine, pieces, end, layers, width };
        let scores = model.step(&mut model.start("A word")?, None)?;
        if scores.len() < model.pieces.len() || scores.iter().any(|score| score.is_nan()) {
            return Err("its vocabulary belongs to another model".to_owned());
        }
        Ok(model)
    }
}

/// Whether this processor knows what the kernel is compiled for. The engine takes that for granted.
fn has_kernel() -> bool {
    #[cfg(target_arch = "x86_64")]
    return fxtranslate::gemm::backend() == "scalar" || std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    true
}

impl Files {
    fn find(dir: &Path) -> Result<Self, ModelError> {
        let failed = |source| ModelError::Io { dir: dir.to_owned(), source };
        let mut names = Vec::new();
        for entry in std::fs::read_dir(dir).map_err(failed)? {
            names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
        }
        names.sort_unstable();
        let one = |start: &str, end: &str, wanted| {
            let mut found = names.iter().filter(|name| name.starts_with(start) && name.ends_with(end));
            match (found.next(), found.count()) {
                (Some(name), 0) => Ok(dir.join(name)),
                (None, _) => Err(ModelError::Files { dir: dir.to_owned(), wanted, found: "none".to_owned() }),
                (_, more) => Err(ModelError::Files { dir: dir.to_owned(), wanted, found: (more + 1).to_string() }),
            }
        };
        let model = one("model", ".bin", "one file model….bin")?;
        let split = names.iter().any(|name| name.starts_with("srcvocab") && name.ends_with(".spm"));
        let (source, target) = if split { ("srcvocab", "trgvocab") } else { ("vocab", "vocab") };
        let wanted = "one file vocab….spm, or srcvocab….spm and trgvocab….spm";
        Ok(Self { model, source: one(source, ".spm", wanted)?, target: one(target, ".spm", wanted)? })
    }
}

/// A piece of a vocabulary. Signs of control and single bytes of a character do not go into texts.
fn piece(text: &str) -> Piece {
    if text.starts_with('<') && text.ends_with('>') && text.len() > 2 {
        return Piece::default();
    }
    match text.strip_prefix('▁') {
        Some(word) => Piece { text: word.replace('▁', " "), starts_word: true, is_end: false },
        None => Piece { text: text.replace('▁', " "), starts_word: false, is_end: false },
    }
}

/// What the model remembers of a text that it translates.
#[derive(Clone, Debug)]
pub struct State {
    /// What it read, for every piece.
    context: Arc<Vec<f32>>,
    /// Pieces that it read, and pieces that it wrote.
    read: usize,
    written: usize,
    cells: Vec<Vec<f32>>,
}

impl StepDecoder for Model {
    type State = State;

    fn start(&self, source: &str) -> Result<State, String> {
        let ids = self.engine.src_ids(source);
        match ids.len() {
            0 | 1 => Err("there is nothing to translate".to_owned()),
            length if length > LONGEST => Err(format!("the text has {length} pieces, and the model takes {LONGEST}")),
            read => Ok(State {
                context: Arc::new(self.engine.encode(&ids)),
                read,
                written: 0,
                // The engine counts layers from 1.
                cells: vec![vec![0.0; self.width]; self.layers + 1],
            }),
        }
    }

    fn step(&self, state: &mut State, last: Option<u32>) -> Result<Vec<f32>, String> {
        let State { context, read, written, cells } = state;
        let top = self.engine.decode_step(last.unwrap_or(self.end), *written, context, *read, cells);
        *written += 1;
        let mut scores = self.engine.project(&top);
        let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f32 = scores.iter().map(|score| (score - highest).exp()).sum();
        let total = highest + sum.ln();
        scores.iter_mut().for_each(|score| *score -= total);
        Ok(scores)
    }

    fn step_all(&self, steps: &mut [(State, Option<u32>)]) -> Result<Vec<Vec<f32>>, String> {
        steps.par_iter_mut().map(|(state, last)| self.step(state, *last)).collect()
    }

    fn pieces(&self) -> &[Piece] {
        &self.pieces
    }
}

/// Guesses at a lost title from its gloss: texts that leave exactly this mask, the likeliest first, each with its probability
/// among them. A model's guess is never the source's word: it is for a reviewer to take or to leave.
///
/// A mask in which every run of signs is even is also read as one sign for each byte. Empty when nothing that fits is a likely
/// translation, or when the gloss is empty or too long.
#[must_use]
pub fn reconstruct(model: &Model, gloss: &str, mask: &str) -> Vec<(String, f64)> {
    let shape = shape(mask);
    let mut runs = shape.iter().flat_map(|slot| &slot.cells).filter_map(|cell| match cell {
        Cell::Lost(count) => Some(count),
        Cell::Kept(_) => None,
    });
    let mut readings = vec![one_sign as fn(char) -> usize];
    if runs.all(|count| count % 2 == 0) {
        readings.push(one_byte);
    }
    let mut filled: Vec<Filled> = readings
        .into_iter()
        .flat_map(|signs| fill(model, gloss, &shape, &Options { signs, ..Options::default() }).unwrap_or_default())
        .filter(|filled| mask_fits(mask, &filled.text))
        .collect();
    filled.sort_by(|a, b| b.logprob.total_cmp(&a.logprob));
    let Some(highest) = filled.first().map(|filled| filled.logprob) else { return Vec::new() };
    let weight = |filled: &Filled| (filled.logprob - highest).exp();
    let total: f64 = filled.iter().map(weight).sum();
    filled.iter().map(|filled| (filled.text.clone(), weight(filled) / total)).collect()
}
