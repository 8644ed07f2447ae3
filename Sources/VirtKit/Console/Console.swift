/// A guest's console: its bytes as they come, and a way to type.
///
/// Closing is safe at any moment, from any task; a console nobody holds closes by itself. C: virDomainOpenConsole.
public final class Console: Sendable {
  private let channel: ConsoleChannel
  private let stream: AsyncThrowingStream<[UInt8], any Error>

  init(channel: ConsoleChannel, stream: AsyncThrowingStream<[UInt8], any Error>) {
    self.channel = channel
    self.stream = stream
  }

  deinit {
    channel.close(nil)
  }

  /// What the guest writes, for one reader; what came since the console was opened is not lost.
  ///
  /// Ends when the guest goes away or the console is closed, throws when the line breaks. A reader that lags more
  /// than 4,096 pieces (at most 4 MiB) behind loses the oldest ones.
  public func bytes() -> AsyncThrowingStream<[UInt8], any Error> {
    stream
  }

  /// Types bytes into the guest; returns when libvirt has taken them all. C: virStreamSend.
  ///
  /// - Throws: `ConsoleClosedError` when the console closed before that.
  public func send(_ bytes: [UInt8]) async throws {
    try await channel.send(bytes)
  }

  /// Closes the console without waiting for the daemon; may be called again. C: virStreamAbort.
  public func close() {
    channel.close(nil)
  }

  /// Closes the console and returns when the daemon has let go of it, at the latest after `deadline`.
  ///
  /// Calls of the same connection that must not meet a closing console (`openConsole`, `destroyDomain`,
  /// `undefineDomain`) wait by themselves; other programs' calls cannot.
  public func closeAndWait(deadline: Duration = .seconds(5)) async {
    channel.close(nil)
    await channel.untilReleased(within: deadline)
  }
}

/// The console was closed, by us or by the guest, before the bytes were taken.
public struct ConsoleClosedError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The domain's name.
  public let domain: String

  /// One sentence without a full stop.
  public var description: String { "the console of \(domain) is closed" }
}
