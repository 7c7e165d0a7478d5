//! Reversible damage: one file per family, the detector, the proof.
