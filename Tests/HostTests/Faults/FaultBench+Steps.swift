import Testing

extension FaultBench {
  /// How many messages a verb sends to libvirtd when nothing disturbs it.
  func steps(of verb: FaultVerb) async throws -> Int {
    try await prepare(verb)
    let proxy = try LibvirtProxy()
    let outcome = try await run(verb, env: ["COLOC_URI": proxy.uri])
    try await proxy.stop()
    try #require(outcome.status == 0, "\(verb.rawValue), undisturbed: \(outcome)")
    #expect(try place == verb.goal)
    try await check(verb, "undisturbed", outcome)
    return proxy.steps
  }
}
