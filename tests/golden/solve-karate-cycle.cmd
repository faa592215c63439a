solve limited-trust/figure8-karate-lexicographic --set network.edges=[[1,2],[1,3],[1,4],[1,5],[1,6]] --method best-response --format json
