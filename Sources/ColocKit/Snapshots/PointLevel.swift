/// What a point holds, in one word that makes no promise it cannot keep.
public enum PointLevel: String, Sendable, CaseIterable {
  /// The guest's agent had brought every file system to rest.
  case quiesced
  /// As after a power cut: the guest wrote on, or its agent did not answer.
  case crash
  /// The guest stood still, paused: as after a power cut too, with nothing on its way.
  case paused
  /// The VM was off.
  case off
  /// The VM was off and had not been written to since the point before.
  case unchanged
}
