internal import Foundation

/// What became of a resize.
public struct ResizeResult: Sendable {
  /// What was planned; its changes tell when the guest has what.
  public let plan: ResizePlan
  /// Whether the guest must switch on itself the processors that were plugged in.
  public let guestMustSwitchOn: Bool
}

extension Rack {
  /// Gives a VM other sizes, as far as possible without a restart; those it has already are success.
  ///
  /// The intent is the commit point: from there on it only goes forward, for a disk that has grown cannot shrink. What
  /// the host refuses for good stays as it is, and the manifest has what the domain has. Throws what `planResize` throws.
  public func resize(_ request: ResizeRequest) async throws -> ResizeResult {
    try await holding(.vm(request.name)) { try await resizeLocked(request) }
  }

  private func resizeLocked(_ request: ResizeRequest) async throws -> ResizeResult {
    let (plan, intent) = try await beginResize(request)
    guard let intent else { return ResizeResult(plan: plan, guestMustSwitchOn: false) }
    // Ctrl-C does not stop in the middle what only goes forward.
    let finished = await Task { try await finish(plan, intent) }.result
    let (end, moments) = try finished.get()
    try state.intents.finish(intent)
    let fields = plan.changes.map(\.field).filter { !end.missed.contains($0) }
    if !fields.isEmpty {
      try audit(
        tenant: plan.tenant.name,
        object: plan.vm.name.description,
        fields: fields.map(\.rawValue),
        reason: request.reason
      )
    }
    if let refusal = end.refusal { throw Self.words(refusal, for: plan, did: fields) }
    let result = ResizePlan(
      tenant: plan.tenant,
      vm: plan.vm,
      resized: plan.resized,
      state: plan.state,
      changes: moments
    )
    return ResizeResult(plan: result, guestMustSwitchOn: end.guestMustSwitchOn)
  }

  private func beginResize(_ request: ResizeRequest) async throws -> (ResizePlan, LiveIntent?) {
    try await holding(.addresses) {
      let plan = try await planResize(request)
      guard !plan.changes.isEmpty else { return (plan, nil) }
      let intent = try state.intents.begin(
        Intent(
          id: plan.vm.uuid,
          action: .resize,
          rack: configuration.rack,
          tenant: plan.tenant.name,
          vm: plan.resized,
          command: command,
          started: time.now()
        )
      )
      return (plan, intent)
    }
  }

  /// A host that lost an answer is asked once more: each step sees what is there already.
  private func finish(_ plan: ResizePlan, _ intent: LiveIntent) async throws -> (ResizeEnd, [SizeChange]) {
    let fields = Set(plan.changes.map(\.field))
    var end: ResizeEnd
    do {
      end = try await finishResize(plan.resized, of: plan.tenant.name, fields)
    } catch {
      do {
        end = try await finishResize(plan.resized, of: plan.tenant.name, fields)
      } catch {
        narrator.say("coloc recover will finish what was begun")
        throw error
      }
    }
    let moments = plan.changes.map { change in
      change.field == .vcpus && end.isUnplugged ? SizeChange(field: .vcpus, moment: .nextStart) : change
    }
    return (end, moments)
  }

  private static func words(_ refusal: Failure, for plan: ResizePlan, did fields: [SizeField]) -> Failure {
    let done = fields.map { $0.words(in: plan.resized) }
    let left = SizeField.allCases.filter { field in
      plan.changes.contains { $0.field == field } && !fields.contains(field)
    }
    let stays = left.map { $0.words(in: plan.vm) }.joined(separator: ", ")
    let now = (done.isEmpty ? "" : "it has \(done.joined(separator: ", ")) now; ") + "it keeps \(stays)"
    return Failure(refusal.kind, refusal.message, hints: refusal.hints + [now])
  }
}
