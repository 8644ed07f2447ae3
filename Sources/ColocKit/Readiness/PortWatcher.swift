/// Looks at a VM's SSH port again and again beside whatever else is done, and shares the last answer.
actor PortWatcher {
  private(set) var answer: PortAnswer = .silent
  private var task: Task<Void, Never>?

  func watch(_ address: IPv4Address, by reachability: any Reachability, _ time: TimeSource) {
    task = Task {
      while !Task.isCancelled {
        answer = await reachability.probe(address, port: 22)
        if case .open(_?) = answer { return }
        guard (try? await time.sleep(.milliseconds(300))) != nil else { return }
      }
    }
  }

  func stop() { task?.cancel() }
}
