import Testing

/// Snapshots of real guests, compared byte for byte; in a lab of their own, for they stop and kill what runs.
@Suite(.serialized, .inLab)
enum Snapshots {}
