internal import ColocKit
internal import Foundation
internal import VirtKit

/// A libvirt connection behind ColocKit's ports: opened at the first question, errors turned into coloc's words.
final class LibvirtHost: Sendable {
  let name: String
  let uri: String
  private let link: LibvirtLink

  init(_ host: Configuration.Host) {
    name = host.name
    uri = host.uri
    link = LibvirtLink(name: host.name, uri: host.uri)
  }

  /// The connection, for what no port covers (an interactive console).
  func connection() async throws -> Connection { try await link.connection() }

  /// Closes the connection, if one was opened.
  func close() async { await link.close() }

  /// Asks the host something that changes nothing.
  func ask<Answer>(_ what: String, _ body: (Connection) async throws -> Answer) async throws -> Answer {
    let connection = try await link.connection()
    do {
      return try await body(connection)
    } catch {
      throw failure(error, what, lost: .unreachable)
    }
  }

  /// Has the host change something: an answer that is lost leaves the outcome unknown.
  func order<Answer>(_ what: String, _ body: (Connection) async throws -> Answer) async throws -> Answer {
    let connection = try await link.connection()
    do {
      return try await body(connection)
    } catch {
      throw failure(error, what, lost: .outcomeUnknown)
    }
  }
}

/// The one connection of a command.
private actor LibvirtLink {
  private let name: String
  private let uri: String
  private var opened: Task<Connection, any Error>?

  init(name: String, uri: String) {
    self.name = name
    self.uri = uri
  }

  func connection() async throws -> Connection {
    let task = opened ?? Task { [uri] in try await Connection.open(uri) }
    opened = task
    do {
      return try await task.value
    } catch {
      // Who asks again, after a daemon came back, gets a new try.
      if opened == task { opened = nil }
      throw Failure(
        .unreachable,
        "host \(name) (\(uri)) does not answer: \(Printable.clean("\(error)"))",
        hint: "is its libvirtd running? systemctl status libvirtd; virsh -c \(uri) version"
      )
    }
  }

  func close() async {
    guard let opened, let connection = try? await opened.value else { return }
    await connection.close()
  }
}
