import Testing

extension Trait where Self == ConditionTrait {
  /// Only inside the lab; elsewhere the suite is skipped and says why.
  static var inLab: Self {
    .enabled(if: Lab.isInside, "needs root and a libvirt of its own: make test, or scripts/lab run DIR -- …")
  }

  /// Only with `make test-all`: every step × fault, where `make test` takes a sample.
  static var exhaustive: Self {
    .enabled(if: LabSample.isExhaustive, "every step × fault: make test-all")
  }
}
