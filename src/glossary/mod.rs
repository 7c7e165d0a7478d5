//! The glossary: concepts with their terms, the matcher that finds them, and the policy that says what becomes of a hit.

mod hit;

pub use hit::Hit;
