/// What happens to the line at one message of the client.
struct LinkFault: Sendable {
  /// How the client or the line is disturbed.
  enum Action: Sendable {
    /// The client is killed, the message never arrives.
    case killBefore
    /// The client is killed once the daemon has answered, and does not hear it.
    case killAfter
    /// The line is cut behind the message: what it asks for happens, and nobody is told.
    case cut
    /// The line stays open and says nothing any more.
    case silence
    /// Something happens elsewhere, told the client's process, then the message goes on.
    case meanwhile(@Sendable (Int32) -> Void)
  }

  /// When it happens.
  enum Moment: Sendable, Equatable {
    /// At a message, counted from 1 over all connections of the proxy.
    case message(Int)
    /// At the first piece of an upload, whichever message that is.
    case firstPiece
  }

  let moment: Moment
  let action: Action

  init(message: Int, action: Action) { self.init(.message(message), action) }

  init(_ moment: Moment, _ action: Action) {
    self.moment = moment
    self.action = action
  }
}
