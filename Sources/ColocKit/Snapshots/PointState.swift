/// How far a point is on its way out.
public enum PointState: String, Sendable, CaseIterable {
  /// It can be restored.
  case ok
  /// It is being removed, or waits for it: what stands on it needs its file. Not listed, not restored.
  case removing
  /// Its file is being merged with the one above it. Not listed, not restored.
  case folding
}
