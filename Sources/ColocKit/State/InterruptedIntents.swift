/// Operations whose process has died, each held by this process from now on.
public struct InterruptedIntents: Sendable, Sequence {
  /// What is to be finished or undone, oldest first.
  public let intents: [LiveIntent]
  /// Intents that cannot be read: nothing of theirs is touched.
  public let unreadable: [UnreadableRecord]

  /// Goes through the intents, oldest first.
  public func makeIterator() -> IndexingIterator<[LiveIntent]> { intents.makeIterator() }
}
