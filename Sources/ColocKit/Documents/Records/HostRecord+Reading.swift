extension HostRecord: ReadableRecord {
  /// Reads a host's record.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    record.schema(Self.schema)
    let name = record.required("name", .line)
    let uri = record.required("uri", .line)
    let kvm = record.required("kvm", .bool)
    let kvmFault = record.nullable("kvmFault", .text)
    let machine = record.required("machine", .line)
    let libvirtVersion = record.required("libvirtVersion", .int(0...Int(Int32.max)))
    let hypervisorVersion = record.required("hypervisorVersion", .int(0...Int(Int32.max)))
    let probed = record.required("probed", .parsed(Timestamp.self))
    try record.end()
    self.init(
      name: try name.get(),
      uri: try uri.get(),
      kvm: try kvm.get(),
      kvmFault: try kvmFault.get(),
      machine: try machine.get(),
      libvirtVersion: try libvirtVersion.get(),
      hypervisorVersion: try hypervisorVersion.get(),
      probed: try probed.get()
    )
  }
}
