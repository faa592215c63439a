verify limited-trust
