package io.spandrel.eviction;

class NewestFirstTest extends EvictionPolicyContract {

    @Override
    EvictionPolicyFactory factory() {
        return new NewestFirst();
    }
}
