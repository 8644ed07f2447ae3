/// Everything `vm adopt` is about to record, decided before anything is touched.
public struct AdoptPlan: Sendable {
  /// The tenant.
  public let tenant: Tenant
  /// The VM as the manifest will have it.
  public let vm: VMRecord
  /// The domain as it is.
  public let survey: MachineSurvey
  /// What is other than in coloc's own VMs.
  public let differences: [AdoptionDifference]
  /// Whether the tenant has it by adoption already, and only what was not known is said.
  public let isAmendment: Bool
  /// Why, for the audit log.
  public let reason: String?

  init(
    _ tenant: Tenant,
    _ vm: VMRecord,
    _ survey: MachineSurvey,
    _ configuration: Configuration,
    isAmendment: Bool = false,
    reason: String?
  ) {
    self.tenant = tenant
    self.vm = vm
    self.survey = survey
    let review = AdoptionReview(survey: survey, vm: vm, tenant: tenant.name, configuration: configuration)
    differences = review.differences
    self.isAmendment = isAmendment
    self.reason = reason
  }

  /// The item of `vm adopt --json`.
  public var json: JSONValue {
    guard case .object(var fields) = VMListing.managed(tenant.name, vm, survey.machine.state).json else { return .null }
    fields["differences"] = .array(differences.map(\.json))
    return .object(fields)
  }
}
