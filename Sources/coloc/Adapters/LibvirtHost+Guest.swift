internal import ColocKit
internal import Foundation
internal import VirtKit

extension LibvirtHost {
  func agentAnswers(_ uuid: UUID) async throws -> Bool {
    try await ask("ask a guest agent") { connection in
      guard try await connection.agentIsConnected(uuid) else { return false }
      return try await connection.agentPing(uuid, timeoutSeconds: 2)
    }
  }

  func guestFile(_ uuid: UUID, path: String) async throws -> [UInt8]? {
    try await ask("read a file through a guest agent") { connection in
      do {
        let handle = try await Self.agent(
          connection,
          uuid,
          .object(["execute": .string("guest-file-open"), "arguments": .object(["path": .string(path)])])
        )
        guard let number = (handle as? Int).map(Int64.init) else { return nil }
        let arguments = JSONValue.object(["handle": .int(number), "count": .int(65_536)])
        let read = try await Self.agent(
          connection,
          uuid,
          .object(["execute": .string("guest-file-read"), "arguments": arguments])
        )
        _ = try? await Self.agent(
          connection,
          uuid,
          .object(["execute": .string("guest-file-close"), "arguments": .object(["handle": .int(number)])])
        )
        guard let text = (read as? [String: Any])?["buf-b64"] as? String else { return nil }
        return Data(base64Encoded: text).map { [UInt8]($0) }
      } catch is LibvirtError {
        // No such file, or an agent that may not: both mean that nothing can be learned this way.
        return nil
      }
    }
  }

  private static func agent(_ connection: Connection, _ uuid: UUID, _ command: JSONValue) async throws -> Any? {
    let answer = try await connection.agentCommand(uuid, json: command.compact, timeoutSeconds: 5)
    let object = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    return object?["return"]
  }

  func console(_ uuid: UUID) async throws -> AsyncThrowingStream<[UInt8], any Error> {
    let console = try await ask("open a console") { try await $0.openConsole(uuid) }
    return AsyncThrowingStream { continuation in
      let task = Task {
        do {
          for try await bytes in console.bytes() { continuation.yield(bytes) }
          continuation.finish()
        } catch {
          continuation.finish(throwing: error)
        }
      }
      continuation.onTermination = { _ in
        task.cancel()
        console.close()
      }
    }
  }
}
