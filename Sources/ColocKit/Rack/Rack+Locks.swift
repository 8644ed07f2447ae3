/// What a command can have to itself.
enum Claim {
  /// Addresses, names and the sum of a tenant's VMs.
  case rack
  /// One VM.
  case vm(VMName)
  /// The images.
  case images

  var file: String {
    switch self {
    case .rack: "rack"
    case .vm(let name): "vm-\(name)"
    case .images: "images"
    }
  }

  var words: String {
    switch self {
    case .rack: "the rack"
    case .vm(let name): name.description
    case .images: "the image store"
    }
  }
}

extension Rack {
  /// Waits up to ten seconds for a lock; throws `busy` and names who holds it.
  func lock(_ claim: Claim) async throws -> FileLock {
    try await FileLock.acquire(
      layout.lock(claim.file), of: claim.words, command: command, wait: .seconds(10), time: time)
  }
}
