extension Rack {
  /// Which snapshots of a VM stay: by its own policy, or the rack's.
  public func policy(of vm: VMRecord) -> RetentionPolicy { vm.keep ?? configuration.keep }
}
