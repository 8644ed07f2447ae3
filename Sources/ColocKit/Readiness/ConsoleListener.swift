internal import Foundation

/// Listens to a VM's console beside whatever else is done, and shares what it heard.
actor ConsoleListener {
  private(set) var transcript: ConsoleTranscript
  private(set) var fault: String?
  private var task: Task<Void, Never>?

  init(of name: VMName) { transcript = ConsoleTranscript(of: name) }

  func listen(to uuid: UUID, on host: any MachineHost) {
    task = Task {
      do {
        for try await bytes in try await host.console(uuid) { transcript.feed(bytes) }
      } catch let failure as Failure {
        fault = failure.message
      } catch {
        fault = "\(error)"
      }
    }
  }

  func stop() { task?.cancel() }
}
