import Testing

/// The whole host goes down and comes back: in a lab of its own, for nothing else may run there.
@Suite(.serialized, .inLab)
enum Night {}
